import { ArnFormat, Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { runbooksOf } from '../../lib/config/runbooks.ts';
import type { DispatchConfig } from '../../lib/contracts/dispatch-config.ts';
import type { DrillsConfig } from '../../lib/contracts/drills-config.ts';
import type { IncidentsConfig } from '../../lib/contracts/incidents-config.ts';
import { machineName } from '../../lib/contracts/runbook-names.ts';
import { acknowledgeWildcard } from '../nag/acknowledge-wildcard.ts';
import { runbooksJson } from '../runbooks/runbooks-json.ts';
import { BackgroundFunction, OLDEST_EVENT, type BackgroundFunctionProps } from './background-function.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { ControlTable } from './control-table.ts';
import { EveryInterval } from './every-interval.ts';
import { grantReadAlarms } from './grant-read-alarms.ts';

export interface RunbookDispatchProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
  readonly failedEvents: BackgroundFunctionProps['failedEvents'];
}

/** Names of the state machines, and of the alarms that start them. */
interface Known {
  readonly machines: readonly string[];
  readonly alarms: readonly string[];
}

/** A transaction that meets others takes 1.3 s of pauses, and each call up to 1.7 s; some candidates one after another. */
const TIMEOUT_SECONDS = 30;

/** Who starts runbooks, and what their endings entail. */
export class RunbookDispatch extends Construct {
  /** Serves the API. */
  readonly function: BundledFunction;
  readonly drills: BundledFunction;

  constructor(scope: Construct, id: string, props: RunbookDispatchProps) {
    super(scope, id);
    const { config, failedEvents, controlTable, ...settings } = props;
    const starts = {
      ...settings,
      memoryMb: 256,
      timeoutSeconds: TIMEOUT_SECONDS,
      files: runbooksJson(config),
      environment: startEnvironment(this, config),
    };
    const background = { ...starts, failedEvents };

    const dispatcher = new BackgroundFunction(this, 'Dispatcher', {
      ...background,
      functionName: 'dispatcher',
      description: 'Starts the runbooks that an alarm asks for',
    });
    const endings = new BackgroundFunction(this, 'Endings', {
      ...background,
      functionName: 'runbook-endings',
      description: 'Does what the end of a runbook entails',
      environment: endEnvironment(config),
    });
    const watch = new BackgroundFunction(this, 'Watch', {
      ...background,
      functionName: 'runbook-watch',
      description: 'Starts and ends executions of which no event told, and sees to open incidents',
      environment: watchEnvironment(this, config),
      retries: 0,
    });
    const drills = new BackgroundFunction(this, 'Drills', {
      ...background,
      functionName: 'drill-watch',
      description: 'Plans every runbook each month, and reports what would be missing',
      environment: drillEnvironment(this, config),
      retries: 0,
    });
    this.drills = drills;
    this.function = new BundledFunction(this, 'Function', {
      ...starts,
      functionName: 'runbooks',
      description: 'Shows runbooks and their executions, and takes starts and stops from people',
      timeoutSeconds: 29,
    });

    for (const fn of [dispatcher, endings, watch, drills, this.function]) {
      controlTable.executions.grantKeep(fn);
      controlTable.incidents.grantKeep(fn);
      controlTable.approvals.grantSettle(fn);
      controlTable.runs.grantRead(fn);
      controlTable.serving.grantSeeBreakers(fn);
      controlTable.traffic.grantReadSettings(fn);
    }
    for (const fn of [dispatcher, watch]) controlTable.runs.grantListRunaways(fn);
    grantReadAlarms(watch);
    for (const fn of [drills, this.function]) {
      controlTable.drills.grantKeep(fn);
      controlTable.runs.grantList(fn);
    }
    controlTable.grantIdempotency(this.function);

    new EveryInterval(this, 'WatchInterval', { starts: watch, intervalMs: config.dispatch.watch_interval });
    new EveryInterval(this, 'DrillInterval', { starts: drills, intervalMs: config.drills.watch_interval });
    this.#monthly(drills, config);

    const known = knownIn(config);
    // A stage without a runbook has nothing to start, and no rule or policy may name nothing.
    if (known.machines.length === 0) return;
    const executions = known.machines.map((name) => this.#arn('execution', `${name}:*`));
    for (const fn of [dispatcher, watch, drills, this.function]) this.#grantRun(fn, known, executions);
    for (const fn of [drills, this.function])
      grantOnExecutions(fn, executions, ['states:GetExecutionHistory']);
    this.#onAlarm(dispatcher, known);
    this.#onEnd(endings, known);
  }

  #monthly(drills: BackgroundFunction, { drills: { schedule } }: Config): void {
    new Rule(this, 'Monthly', {
      description: 'Starts the monthly drill of all runbooks',
      schedule: Schedule.cron({ minute: '0', hour: String(schedule.hour), day: String(schedule.day) }),
      targets: [
        new FunctionTarget(drills, {
          event: RuleTargetInput.fromObject({ monthly_at: EventField.time }),
          maxEventAge: OLDEST_EVENT,
          deadLetterQueue: drills.failedEvents,
        }),
      ],
    });
  }

  #grantRun(fn: BundledFunction, { machines }: Known, executions: readonly string[]): void {
    const resources = machines.map((name) => this.#arn('stateMachine', name));
    fn.addToRolePolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources }));
    grantOnExecutions(fn, executions, ['states:DescribeExecution', 'states:StopExecution']);
    for (const execution of executions)
      acknowledgeWildcard(
        fn.executionRole,
        execution,
        'The executions of one runbook: they are named as they begin.',
      );
  }

  /** Only alarms that a runbook asks for, and only when they go off: a new stack's INSUFFICIENT_DATA starts nothing. */
  #onAlarm(dispatcher: BackgroundFunction, { alarms }: Known): void {
    if (alarms.length === 0) return;
    new Rule(this, 'OnAlarm', {
      description: 'Alarms that start runbooks',
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        detail: { alarmName: alarms, state: { value: ['ALARM'] } },
      },
      targets: [targetOf(dispatcher)],
    });
  }

  #onEnd(endings: BackgroundFunction, { machines }: Known): void {
    new Rule(this, 'OnEnd', {
      description: 'Executions of runbooks that have ended, however they did',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: machines.map((name) => this.#arn('stateMachine', name)),
          status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
      targets: [targetOf(endings)],
    });
  }

  #arn(resource: 'stateMachine' | 'execution', resourceName: string): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource,
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}

function knownIn(config: Config): Known {
  const stage = config.stage.name;
  const runbooks = runbooksOf(config);
  const alarms = runbooks.flatMap(({ triggers }) => triggers.map(({ alarm }) => `artisan-${stage}-${alarm}`));
  return { machines: runbooks.map(({ id }) => machineName(stage, id)), alarms: [...new Set(alarms)] };
}

function grantOnExecutions(fn: BundledFunction, executions: readonly string[], actions: string[]): void {
  fn.addToRolePolicy(new PolicyStatement({ actions, resources: [...executions] }));
}

function targetOf(fn: BackgroundFunction): FunctionTarget {
  return new FunctionTarget(fn, { maxEventAge: OLDEST_EVENT, deadLetterQueue: fn.failedEvents });
}

function startEnvironment(scope: Construct, config: Config) {
  const { partition, region, account } = Stack.of(scope);
  return {
    ...endEnvironment(config),
    STAGE: config.stage.name,
    STATES_ARN: `arn:${partition}:states:${region}:${account}`,
  };
}

function drillEnvironment(scope: Construct, config: Config) {
  const { missed_after, complete_within } = config.drills;
  const drills: DrillsConfig = { missed_after_ms: missed_after, complete_within_ms: complete_within };
  return { ...startEnvironment(scope, config), DRILLS_CONFIG: JSON.stringify(drills) };
}

function watchEnvironment(scope: Construct, config: Config) {
  const { settle_within, escalate_after } = config.incidents;
  const incidents: IncidentsConfig = { settle_within_ms: settle_within, escalate_after_ms: escalate_after };
  return { ...startEnvironment(scope, config), INCIDENTS_CONFIG: JSON.stringify(incidents) };
}

/** What these functions need of dispatch.yaml, as the variable DISPATCH_CONFIG. */
function endEnvironment({ dispatch }: Config): { DISPATCH_CONFIG: string } {
  const { cooldown, backoff, max_per_hour, consecutive_failures, lock_lease, start_patience } = dispatch;
  const config: DispatchConfig = {
    cooldown_ms: cooldown,
    backoff: { initial_ms: backoff.initial, max_ms: backoff.max },
    max_per_hour,
    consecutive_failures: { limit: consecutive_failures.limit, pause_ms: consecutive_failures.pause },
    lock_lease_ms: lock_lease,
    start_patience_ms: start_patience,
  };
  return { DISPATCH_CONFIG: JSON.stringify(config) };
}
