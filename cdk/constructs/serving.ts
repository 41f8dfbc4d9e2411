import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { BackgroundFunction, type BackgroundFunctionProps } from './background-function.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { ControlTable } from './control-table.ts';
import { EveryInterval } from './every-interval.ts';
import { grantReadMetrics } from './grant-read-metrics.ts';
import { SessionsTable } from './sessions-table.ts';
import { trafficEnvironment } from './traffic-environment.ts';

export interface ServingProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
  readonly failedEvents: BackgroundFunctionProps['failedEvents'];
}

/** Mode selection, what callers report of it, and what operators change about it. */
export class Serving extends Construct {
  readonly selections: BundledFunction;
  readonly outcomes: BundledFunction;
  readonly traffic: BundledFunction;
  readonly sessions: SessionsTable;

  constructor(scope: Construct, id: string, props: ServingProps) {
    super(scope, id);
    const { config, controlTable, ...settings } = props;
    const environment = trafficEnvironment(config);
    const hasReplicas = Object.keys(config.traffic_distribution.load_balancing.replicas).length > 0;

    this.selections = new BundledFunction(this, 'Selections', {
      ...settings,
      functionName: 'selections',
      description: 'Decides which mode answers a session',
      // CPU comes with memory, and the init phase is CPU: at 512 MB a cold start costs half of what it does at 256.
      memoryMb: 512,
      // Two stores side by side, three attempts of 0.5 s each and their back-off, then the answer without them.
      timeoutSeconds: 5,
      environment,
    });
    this.sessions = new SessionsTable(this, 'Sessions');
    this.sessions.grantPinSessions(this.selections);
    controlTable.traffic.grantReadSettings(this.selections);
    controlTable.traffic.grantSignSelections(this.selections);
    controlTable.serving.grantPassBreakers(this.selections);
    if (config.traffic_distribution.routing.strategy === 'round_robin')
      controlTable.traffic.grantCountTurns(this.selections);
    if (hasReplicas) controlTable.serving.grantTakeLeases(this.selections);

    this.outcomes = new BundledFunction(this, 'Outcomes', {
      ...settings,
      functionName: 'outcomes',
      description: 'Counts how selections went',
      memoryMb: 512,
      // Four calls in turn, three attempts of 0.5 s each and their back-off; conflicts end within 1.3 s.
      timeoutSeconds: 10,
      environment,
    });
    controlTable.traffic.grantReadSelections(this.outcomes);
    controlTable.serving.grantCountOutcomes(this.outcomes);
    if (hasReplicas) controlTable.serving.grantReturnLeases(this.outcomes);

    this.traffic = new BundledFunction(this, 'Traffic', {
      ...settings,
      functionName: 'traffic',
      description: 'Shows and changes weights and downshifts, and judges the split',
      memoryMb: 512,
      // Reading the metrics may take three attempts of 3 s.
      timeoutSeconds: 15,
      environment,
    });
    controlTable.traffic.grantChangeSettings(this.traffic);
    controlTable.serving.grantRunBreakers(this.traffic);
    controlTable.serving.grantReadHealth(this.traffic);
    grantReadMetrics(this.traffic);
    this.#checkDistribution(props);
  }

  /** Judges the split and looks at the breakers at an interval, for their alarms. */
  #checkDistribution({ config, controlTable, failedEvents, ...settings }: ServingProps): void {
    const check = new BackgroundFunction(this, 'DistributionCheck', {
      ...settings,
      functionName: 'distribution-check',
      description: 'Compares the split of new sessions with the weights, and looks at the breakers',
      memoryMb: 256,
      // Reading the metrics may take three attempts of 3 s.
      timeoutSeconds: 15,
      environment: trafficEnvironment(config),
      failedEvents,
      retries: 0,
    });
    controlTable.traffic.grantReadSettings(check);
    controlTable.serving.grantSeeBreakers(check);
    controlTable.latest.grantTell(check);
    grantReadMetrics(check);
    const intervalMs = config.traffic_distribution.monitoring.report_interval;
    new EveryInterval(this, 'DistributionInterval', { starts: check, intervalMs });
  }
}
