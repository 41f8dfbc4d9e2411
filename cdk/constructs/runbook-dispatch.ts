import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import type { DispatchConfig } from '../../lib/contracts/dispatch-config.ts';
import { machineName, RUNBOOKS_FILE } from '../../lib/contracts/runbook-names.ts';
import type { Runbook } from '../../lib/contracts/runbook.ts';
import { acknowledgeWildcard } from '../nag/acknowledge-wildcard.ts';
import { BackgroundFunction, OLDEST_EVENT, type BackgroundFunctionProps } from './background-function.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { ControlTable } from './control-table.ts';
import { EveryInterval } from './every-interval.ts';

export interface RunbookDispatchProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
  readonly failedEvents: BackgroundFunctionProps['failedEvents'];
  readonly runbooks: readonly Runbook[];
}

/** A transaction that meets others takes 1.3 s of pauses, and each call up to 1.7 s; some candidates one after another. */
const TIMEOUT_SECONDS = 30;

/** Who starts runbooks, and what their endings entail. */
export class RunbookDispatch extends Construct {
  /** Serves the API. */
  readonly function: BundledFunction;

  constructor(scope: Construct, id: string, props: RunbookDispatchProps) {
    super(scope, id);
    const { config, failedEvents, controlTable, runbooks } = props;
    const starts = { ...settingsOf(props), environment: startEnvironment(this, config) };
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
      description: 'Starts and ends executions of which no event told',
      retries: 0,
    });
    this.function = new BundledFunction(this, 'Function', {
      ...starts,
      functionName: 'runbooks',
      description: 'Shows runbooks and their executions, and takes starts and stops from people',
      timeoutSeconds: 29,
    });

    for (const fn of [dispatcher, endings, watch, this.function]) {
      controlTable.grantKeepExecutions(fn);
      controlTable.grantReadRuns(fn);
    }
    for (const fn of [dispatcher, watch]) controlTable.grantListRunaways(fn);
    controlTable.grantIdempotency(this.function);

    new EveryInterval(this, 'WatchInterval', { starts: watch, intervalMs: config.dispatch.watch_interval });

    // A stage without a runbook has nothing to start, and no rule or policy may name nothing.
    if (runbooks.length === 0) return;
    for (const fn of [dispatcher, watch, this.function]) this.#grantRun(fn, props);
    this.#grantHistory(this.function, props);
    this.#onAlarm(dispatcher, props);
    this.#onEnd(endings, props);
  }

  #grantRun(fn: BundledFunction, { runbooks, stage }: RunbookDispatchProps): void {
    const names = runbooks.map(({ id }) => machineName(stage.name, id));
    const machines = names.map((name) => this.#arn('stateMachine', name));
    fn.addToRolePolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: machines }));
    this.#grantOnExecutions(fn, names, ['states:DescribeExecution', 'states:StopExecution']);
  }

  #grantHistory(fn: BundledFunction, { runbooks, stage }: RunbookDispatchProps): void {
    const names = runbooks.map(({ id }) => machineName(stage.name, id));
    this.#grantOnExecutions(fn, names, ['states:GetExecutionHistory']);
  }

  #grantOnExecutions(fn: BundledFunction, names: readonly string[], actions: string[]): void {
    const resources = names.map((name) => this.#arn('execution', `${name}:*`));
    fn.addToRolePolicy(new PolicyStatement({ actions, resources }));
    for (const resource of resources)
      acknowledgeWildcard(
        fn.executionRole,
        resource,
        'Executions of one runbook: they are named as they begin.',
      );
  }

  /** Only alarms that a runbook asks for, and only when they go off: a new stack's INSUFFICIENT_DATA starts nothing. */
  #onAlarm(dispatcher: BackgroundFunction, { runbooks, stage, failedEvents }: RunbookDispatchProps): void {
    const alarms = runbooks.flatMap(({ triggers }) => triggers.map(({ alarm }) => alarm));
    new Rule(this, 'OnAlarm', {
      description: 'Alarms that start runbooks',
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        detail: {
          alarmName: [...new Set(alarms)].map((alarm) => `artisan-${stage.name}-${alarm}`),
          state: { value: ['ALARM'] },
        },
      },
      targets: [target(dispatcher, failedEvents)],
    });
  }

  #onEnd(endings: BackgroundFunction, { runbooks, stage, failedEvents }: RunbookDispatchProps): void {
    new Rule(this, 'OnEnd', {
      description: 'Executions of runbooks that have ended, however they did',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: runbooks.map(({ id }) => this.#arn('stateMachine', machineName(stage.name, id))),
          status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
      targets: [target(endings, failedEvents)],
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

function settingsOf({ stage, bundlesFolder, metricsNamespace, runbooks }: RunbookDispatchProps) {
  return {
    ...{ stage, bundlesFolder, metricsNamespace },
    memoryMb: 256,
    timeoutSeconds: TIMEOUT_SECONDS,
    files: { [RUNBOOKS_FILE]: JSON.stringify(runbooks) },
  };
}

function target(
  fn: BackgroundFunction,
  deadLetterQueue: BackgroundFunctionProps['failedEvents'],
): FunctionTarget {
  return new FunctionTarget(fn, { maxEventAge: OLDEST_EVENT, deadLetterQueue });
}

function startEnvironment(scope: Construct, config: Config) {
  const { partition, region, account } = Stack.of(scope);
  return {
    ...endEnvironment(config),
    STAGE: config.stage.name,
    STATES_ARN: `arn:${partition}:states:${region}:${account}`,
  };
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
