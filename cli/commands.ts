import type { Command } from './command.ts';
import { approvals } from './commands/approvals.ts';
import { breakers } from './commands/breakers.ts';
import { checkpoints } from './commands/checkpoints.ts';
import { completion } from './commands/completion.ts';
import { doctor } from './commands/doctor.ts';
import { drills } from './commands/drills.ts';
import { executions } from './commands/executions.ts';
import { incidents } from './commands/incidents.ts';
import { launch } from './commands/launch.ts';
import { machine } from './commands/machine.ts';
import { modes } from './commands/modes.ts';
import { runbooks } from './commands/runbooks.ts';
import { runs } from './commands/runs.ts';
import { schedule } from './commands/schedule.ts';
import { serving } from './commands/serving.ts';

/** Everything that the CLI does, in the order in which its help lists it. */
export const COMMANDS: readonly Command[] = [
  ...modes,
  ...serving,
  ...breakers,
  ...runs,
  ...schedule,
  ...checkpoints,
  ...runbooks,
  ...drills,
  ...executions,
  ...approvals,
  ...incidents,
  ...launch,
  ...machine,
  ...doctor,
  ...completion(() => COMMANDS),
];
