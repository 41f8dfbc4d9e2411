import type { Clock } from '../../clock/clock.ts';
import type { TaskResource } from '../asl/task-resource.ts';
import type { Execution } from '../executions/execution.ts';
import type { FrameProgress } from '../executions/frame-progress.ts';
import type { Integration } from '../integrations/integration.ts';
import type { Bindings } from '../jsonata/expression.ts';
import type { TaskTokens } from './task-tokens.ts';

/** What running states need of the world. */
export interface Runtime {
  readonly clock: Clock;
  readonly region: string;
  readonly log: (line: string) => void;
  readonly random: () => number;
  /** What JSONata has on AWS beyond jsonata's own functions. */
  readonly functions: Bindings;
  readonly tokens: TaskTokens;
  integrationFor(resource: TaskResource): Integration;
  /** How far a frame of an execution had come before a restart; forgotten once taken. */
  takeProgress(execution: Execution, path: string): FrameProgress | undefined;
}
