import type { Runbook } from '../../contracts/runbook.ts';
import type { DrillSubjects } from './ports.ts';

export type Input = Readonly<Record<string, unknown>>;

/**
 * What the runbook is drilled with: what the first trigger that names all inputs gives, or the newest run where a run is
 * asked for. Undefined where there is nothing.
 */
export async function subjectOf(
  { inputs, triggers }: Runbook,
  subjects: DrillSubjects,
): Promise<Input | undefined> {
  const needed = Object.keys(inputs);
  if (needed.length === 0) return {};
  const given = triggers.find(({ input = {} }) => needed.every((name) => name in input));
  if (given?.input) return given.input;
  const run = needed.length === 1 && needed[0] === 'run_id' ? await subjects.newestRun() : undefined;
  return run === undefined ? undefined : { run_id: run };
}
