import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { ControlTable } from './control-table.ts';
import { SeriesBucket } from './series-bucket.ts';
import { trainingEnvironment } from './training-environment.ts';

export interface TrainingProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
  readonly checkpoints: Checkpoints;
}

/** Runs: what their trainers report and obey, and what people see of them and order. */
export class Training extends Construct {
  readonly trainer: BundledFunction;
  readonly people: BundledFunction;
  readonly charts: BundledFunction;
  readonly series: SeriesBucket;

  constructor(
    scope: Construct,
    id: string,
    { config, controlTable, checkpoints, ...settings }: TrainingProps,
  ) {
    super(scope, id);
    const environment = trainingEnvironment(config);

    this.trainer = new BundledFunction(this, 'Trainer', {
      ...settings,
      functionName: 'training',
      description: 'Takes metrics, finds what goes wrong, and tells the trainer what to do',
      // A megabyte of JSON is CPU, and CPU comes with memory.
      memoryMb: 1_024,
      // The series store may take three attempts of 3 s, the control table 1.7 s a try.
      timeoutSeconds: 25,
      environment,
    });
    this.people = new BundledFunction(this, 'People', {
      ...settings,
      functionName: 'runs',
      description: 'Shows runs, and takes orders, overrides and rollbacks from people',
      memoryMb: 512,
      timeoutSeconds: 25,
      environment,
    });
    for (const fn of [this.trainer, this.people]) {
      controlTable.runs.grantChange(fn);
      controlTable.grantIdempotency(fn);
      checkpoints.grantRollBack(fn);
    }
    controlTable.runs.grantList(this.people);
    this.series = new SeriesBucket(this, 'Series', { stage: settings.stage });
    this.series.grantAppend(this.trainer);

    this.charts = new BundledFunction(this, 'Charts', {
      ...settings,
      functionName: 'charts',
      description: 'Draws the metrics of a run from the raw series',
      // A million steps of ten metrics are 100 MB twice over, and a second or two of CPU.
      memoryMb: 1_024,
      timeoutSeconds: 29,
    });
    controlTable.runs.grantRead(this.charts);
    this.series.grantRead(this.charts);
  }
}
