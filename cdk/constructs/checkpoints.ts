import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import { CheckpointBucket } from './checkpoint-bucket.ts';
import { checkpointEnvironment } from './checkpoint-environment.ts';
import type { ControlTable } from './control-table.ts';
import { ScheduledFunction } from './scheduled-function.ts';

export interface CheckpointsProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
  readonly failedEvents: IQueue;
}

/** Uploads by signed URLs, commits, pruning, and the sweep of what is left over. */
export class Checkpoints extends Construct {
  readonly function: BundledFunction;
  readonly sweeper: ScheduledFunction;
  readonly bucket: CheckpointBucket;
  readonly #controlTable: ControlTable;
  readonly #environment: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: CheckpointsProps) {
    super(scope, id);
    const { config, controlTable, failedEvents, ...settings } = props;
    this.#controlTable = controlTable;
    this.#environment = checkpointEnvironment(config);
    this.bucket = new CheckpointBucket(this, 'Models', { stage: settings.stage });

    this.function = new BundledFunction(this, 'Checkpoints', {
      ...settings,
      functionName: 'checkpoints',
      description: 'Hands out URLs for checkpoints, commits and prunes them',
      // A thousand signatures are CPU, and CPU comes with memory.
      memoryMb: 1_024,
      // Putting parts together may take 15 s before it is answered with 202.
      timeoutSeconds: 29,
      environment: this.#environment,
    });
    controlTable.checkpoints.grantKeep(this.function);
    controlTable.grantIdempotency(this.function);
    controlTable.latest.grantTell(this.function);
    this.bucket.grantSave(this.function);

    this.sweeper = new ScheduledFunction(this, 'Sweeper', {
      ...settings,
      functionName: 'checkpoint-sweeper',
      description: 'Deletes what crashes left of checkpoints; rebuilds records on request',
      memoryMb: 512,
      // The most that Lambda gives: it lists the whole bucket.
      timeoutSeconds: 900,
      schedule: Schedule.rate(Duration.hours(1)),
      failedEvents,
      // The next sweep does the work of this one.
      retries: 0,
      environment: this.#environment,
    });
    controlTable.checkpoints.grantKeep(this.sweeper);
    this.bucket.grantSweep(this.sweeper);
  }

  /** For functions that send a run back: they choose a checkpoint, hold it, read its windows and sign its URL. */
  grantRollBack(fn: BundledFunction): void {
    this.grantPlanRollback(fn);
    this.#controlTable.checkpoints.grantChoose(fn);
  }

  /** For functions that say where a run would go back to, and write nothing. */
  grantPlanRollback(fn: BundledFunction): void {
    for (const [name, value] of Object.entries(this.#environment)) fn.addEnvironment(name, value);
    this.#controlTable.checkpoints.grantRead(fn);
    this.bucket.grantRead(fn);
  }
}
