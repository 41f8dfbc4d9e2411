import type { Clock } from '../../clock/clock.ts';
import { parseDefinition } from '../asl/parse-definition.ts';
import { Execution } from './execution.ts';
import type { StoredExecution } from './execution-storage.ts';
import type { FrameProgress } from './frame-progress.ts';
import { replay } from './replay.ts';

export interface RestoredExecution {
  readonly execution: Execution;
  /** How far each frame of a running execution had come. */
  readonly progress: Map<string, FrameProgress>;
  /** Its end is on record, but nobody was told of it. */
  readonly endUntold: boolean;
}

/** Makes an execution again of its journal. Throws when that is not whole. */
export function restore(
  { lines, definitionText, journal }: StoredExecution,
  { clock, onEnd }: { readonly clock: Clock; readonly onEnd: (execution: Execution) => void },
): RestoredExecution {
  const start = lines[0]?.start;
  if (!start) throw new Error('The journal does not begin with a start');
  const end = lines.find((line) => line.end)?.end;
  const machine = {
    stateMachineArn: start.stateMachineArn,
    name: start.stateMachineArn.slice(start.stateMachineArn.lastIndexOf(':') + 1),
    roleArn: start.roleArn,
    definition: parseDefinition(definitionText),
    definitionText,
  };
  const events = lines.flatMap(({ event }) => event ?? []);
  const told = lines.some((line) => line.told);
  return {
    execution: new Execution({ start, machine, clock, journal, onEnd }, { events, end }),
    progress: end ? new Map<string, FrameProgress>() : replay(lines),
    endUntold: end !== undefined && !told,
  };
}
