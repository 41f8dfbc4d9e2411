import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import type { ApprovalsConfig } from '../../lib/contracts/approvals-config.ts';
import { BackgroundFunction, type BackgroundFunctionProps } from './background-function.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { ControlTable } from './control-table.ts';
import { DecideApproval } from './decide-approval.ts';
import { EveryInterval } from './every-interval.ts';
import { grantTellRunbooks } from './grant-tell-runbooks.ts';
import type { Identity } from './identity.ts';

export interface ApprovalsProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
  readonly identity: Identity;
  readonly failedEvents: BackgroundFunctionProps['failedEvents'];
}

/** A transaction on a slow table, then the callback: see transact.ts and sfn-client.ts. */
const TIMEOUT_SECONDS = 25;

/** People asked by runbooks: where a state machine asks, where people answer, and who sees to it that each hears. */
export class Approvals extends Construct {
  /** Tasks of runbooks' state machines. */
  readonly gate: BundledFunction;
  /** The API. */
  readonly function: BundledFunction;
  /** Static: it may do nothing. */
  readonly page: BundledFunction;
  readonly watch: BackgroundFunction;
  readonly machine: DecideApproval;

  constructor(scope: Construct, id: string, props: ApprovalsProps) {
    super(scope, id);
    const { config, controlTable, identity, failedEvents, ...settings } = props;
    const common = { ...settings, memoryMb: 256, timeoutSeconds: TIMEOUT_SECONDS };
    const environment = approvalsEnvironment(config);

    this.gate = new BundledFunction(this, 'Gate', {
      ...common,
      functionName: 'approval-gate',
      description: 'Asks people for an approval on behalf of a runbook, and tells it what has become of it',
      environment,
      invoked: 'byStateMachine',
    });
    controlTable.approvals.grantHold(this.gate);
    controlTable.approvals.grantAsk(this.gate);

    this.function = new BundledFunction(this, 'Function', {
      ...common,
      functionName: 'approvals',
      description: 'Shows approvals, and takes the decisions of people',
    });
    identity.grantAskWhoIsWho(this.function);
    controlTable.grantIdempotency(this.function);

    this.watch = new BackgroundFunction(this, 'Watch', {
      ...common,
      functionName: 'approval-watch',
      description: 'Tells state machines again, and warns of and makes the end of approvals',
      environment,
      failedEvents,
      retries: 0,
    });
    controlTable.executions.grantSee(this.watch);
    const intervalMs = config.approvals.watch_interval;
    new EveryInterval(this, 'EveryInterval', { starts: this.watch, intervalMs });

    this.page = new BundledFunction(this, 'Page', {
      ...settings,
      functionName: 'approval-page',
      description: 'Serves the page that people decide approvals on',
      memoryMb: 256,
      timeoutSeconds: 3,
      environment: identity.signingIn,
    });

    const decisions = new BundledFunction(this, 'Decisions', {
      ...common,
      functionName: 'approval-decisions',
      description: 'Takes decisions from the state machine decide-approval',
      invoked: 'byStateMachine',
    });
    this.machine = new DecideApproval(this, 'Decide', { stage: settings.stage, decisions });

    for (const fn of [this.gate, this.function, this.watch, decisions]) {
      controlTable.approvals.grantSettle(fn);
      controlTable.approvals.grantAnswer(fn);
      grantTellRunbooks(fn, settings.stage.name);
    }
  }
}

/** What the approval functions need of approvals.yaml, as the variable APPROVALS_CONFIG. */
function approvalsEnvironment({ approvals }: Config): { APPROVALS_CONFIG: string } {
  const { timeout, warn_before, accept_raw_callbacks } = approvals;
  const config: ApprovalsConfig = {
    timeout_ms: timeout,
    warn_before_ms: warn_before,
    accept_raw_callbacks,
  };
  return { APPROVALS_CONFIG: JSON.stringify(config) };
}
