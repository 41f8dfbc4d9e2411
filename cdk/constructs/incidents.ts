import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { BackgroundFunction, type BackgroundFunctionProps } from './background-function.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { ControlTable } from './control-table.ts';
import { EveryInterval } from './every-interval.ts';
import { NotificationChannels } from './notification-channels.ts';

export interface IncidentsProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
  readonly failedEvents: BackgroundFunctionProps['failedEvents'];
}

/** Incidents: what people see of them and do with them, and how they are told. */
export class Incidents extends Construct {
  readonly function: BundledFunction;
  readonly notifier: BackgroundFunction;
  readonly channels: NotificationChannels;

  constructor(scope: Construct, id: string, props: IncidentsProps) {
    super(scope, id);
    const { config, controlTable, failedEvents, ...settings } = props;
    const { interval, late_after, given_up_after } = config.notifications;
    this.function = new BundledFunction(this, 'Function', {
      ...settings,
      functionName: 'incidents',
      description: 'Shows incidents, and takes notes and resolutions from people',
      memoryMb: 256,
      // Four calls, one of them a transaction that may meet others: 1.7 s each, and 1.3 s of pauses.
      timeoutSeconds: 10,
    });
    controlTable.incidents.grantKeep(this.function);
    controlTable.grantIdempotency(this.function);
    controlTable.runs.grantRead(this.function);
    controlTable.serving.grantSeeBreakers(this.function);
    controlTable.traffic.grantReadSettings(this.function);

    this.notifier = new BackgroundFunction(this, 'Notifier', {
      ...settings,
      functionName: 'incident-notifier',
      description: 'Tells people what has happened to incidents, again until they are told',
      memoryMb: 256,
      // No delivery is begun after 40 s, and one takes some seconds at most.
      timeoutSeconds: 60,
      environment: {
        NOTIFICATIONS_LATE_AFTER_MS: String(late_after),
        NOTIFICATIONS_GIVEN_UP_AFTER_MS: String(given_up_after),
      },
      failedEvents,
      retries: 0,
    });
    controlTable.incidents.grantDeliver(this.notifier);
    controlTable.incidents.grantGiveUp(this.notifier);
    controlTable.incidents.grantKeepCards(this.notifier);
    controlTable.approvals.grantShow(this.notifier);
    this.channels = new NotificationChannels(this, 'Channels', { config });
    this.channels.grantDeliver(this.notifier);
    new EveryInterval(this, 'EveryInterval', { starts: this.notifier, intervalMs: interval });
  }

  /** Messages link to the console and to approvals. The API comes after the functions that serve it. */
  linkTo(apiUrl: string): void {
    this.notifier.addEnvironment('API_URL', apiUrl);
  }
}
