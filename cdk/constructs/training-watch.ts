import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import type { BackgroundFunctionProps } from './background-function.ts';
import type { FunctionSettings } from './bundled-function.ts';
import type { ControlTable } from './control-table.ts';
import { ScheduledFunction } from './scheduled-function.ts';

export interface TrainingWatchProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
  readonly failedEvents: BackgroundFunctionProps['failedEvents'];
}

/** Looks each minute whether a trainer has gone silent. */
export class TrainingWatch extends Construct {
  readonly function: ScheduledFunction;

  constructor(scope: Construct, id: string, props: TrainingWatchProps) {
    super(scope, id);
    const { config, controlTable, ...settings } = props;
    this.function = new ScheduledFunction(this, 'Function', {
      ...settings,
      functionName: 'training-watch',
      description: 'Finds runs whose trainer sends nothing any more',
      memoryMb: 256,
      // 500 runs, ten at a time, at three attempts of 0.5 s each if the table is slow all along: then it ends in the
      // middle, and the next minute's begins again.
      timeoutSeconds: 30,
      environment: { STALLED_AFTER_MS: String(config.ppo_schedule.stalled_after) },
      schedule: Schedule.rate(Duration.minutes(1)),
      retries: 0,
    });
    controlTable.runs.grantWatch(this.function);
  }
}
