import { join } from 'node:path';
import type { FaultHooks } from '../aws-endpoint/fault.ts';
import type { Gatekeeper } from '../aws-endpoint/gatekeeper.ts';
import type { JsonService } from '../aws-endpoint/service.ts';
import type { CloudAssembly } from '../cloud-assembly/cloud-assembly.ts';
import type { Environment } from '../cloud-assembly/resource.ts';
import { createCloudWatch } from '../cloudwatch/cloudwatch.ts';
import { createDynamoDb } from '../dynamodb/create-dynamodb.ts';
import type { EventBridge } from '../events/event-bridge-api.ts';
import { createEventBridge } from '../events/event-bridge.ts';
import type { IdentityRegistry } from '../iam/identity.ts';
import { createLambda } from '../lambda/lambda.ts';
import type { Lambda, LambdaOptions } from '../lambda/lambda-options.ts';
import { createLogs } from '../logs/logs.ts';
import { createS3 } from '../s3/create-s3.ts';
import { createSqs } from '../sqs/sqs.ts';
import { createSsm } from '../ssm/ssm.ts';
import type { AwsService, States, StatesOptions } from '../states/states-api.ts';
import { createStates } from '../states/states.ts';
import { createAwsCalls } from './aws-calls.ts';
import { callHooks, type RestCallObserver } from './call-hooks.ts';
import { ruleAccess } from './rule-access.ts';
import { executionMetrics, lambdaMetrics, queueMetrics } from './metrics.ts';
import type { StackClock } from './stack-clock.ts';

export interface ServicesOptions {
  readonly assembly: CloudAssembly;
  readonly environment: Environment;
  readonly clock: StackClock;
  readonly awsUrl: string;
  readonly registry: IdentityRegistry;
  readonly gatekeeper: Gatekeeper;
  readonly noAuth: boolean;
  readonly faults: FaultHooks;
  readonly stateDir: string | undefined;
  readonly ssmFile: string | undefined;
  readonly codeCache: string | undefined;
  readonly onS3Call: RestCallObserver | undefined;
}

export type Services = Awaited<ReturnType<typeof createServices>>;

/** Every service, still without resources. Joined as AWS joins them: each knows the others only by what it hands them. */
export async function createServices(options: ServicesOptions) {
  const stores = await createStores(options);
  const runners = createRunners(options, stores);
  return { ...stores, ...runners };
}

type Stores = Awaited<ReturnType<typeof createStores>>;

/** What keeps things and calls nobody. */
async function createStores({ clock, environment, stateDir, ssmFile, ...rest }: ServicesOptions) {
  const { noAuth, registry, gatekeeper, faults, onS3Call } = rest;
  const shared = { clock, environment };
  const folder = folderIn(stateDir);
  const access = noAuth
    ? ('open' as const)
    : {
        identify: (accessKeyId: string) => registry.byAccessKeyId(accessKeyId),
        authorize: gatekeeper.authorize.bind(gatekeeper),
      };
  return {
    logs: createLogs(shared),
    dynamodb: createDynamoDb({ ...shared, ...given({ path: folder('dynamodb') }) }),
    s3: await createS3({
      ...{ ...shared, access },
      ...callHooks('s3', faults, onS3Call),
      ...given({ folder: folder('s3') }),
    }),
    ssm: createSsm({ ...shared, ...given({ file: ssmFile }) }),
  };
}

/** What runs things: functions, queues that feed them, state machines, rules, alarms. They call each other in circles. */
function createRunners(options: ServicesOptions, stores: Stores) {
  const shared = { clock: options.clock, environment: options.environment };
  const folder = folderIn(options.stateDir);
  const sqs = createSqs({
    ...shared,
    endpoint: () => options.awsUrl,
    // Named here before it is there.
    invoker: { invoke: (name: string, payload: string) => lambda.invoke(name, payload) },
    onDepth: (depth) => {
      cloudwatch.record(queueMetrics(depth));
    },
    ...given({ stateDir: folder('sqs') }),
  });
  const lambda = createFunctions(options, {
    logs: stores.logs.store,
    queues: sqs,
    onInvocation: (record) => {
      cloudwatch.record(lambdaMetrics(record));
    },
  });
  const states = createMachines(options, {
    lambda,
    callable: () => ({
      cloudwatch: cloudwatch.service,
      dynamodb: stores.dynamodb.service,
      eventbridge: events.service,
      sfn: states.service,
      sqs: sqs.service,
      ssm: stores.ssm.service,
    }),
    onStatusChange: (event) => {
      cloudwatch.record(executionMetrics(event, options.clock.now()));
      events.publish(event);
    },
  });
  const events = createEventBridge({
    ...shared,
    lambda,
    queues: sqs,
    startExecution: (request) => states.startExecution(request),
    authorize: ruleAccess(options, { lambda, sqs }),
    ...given({ stateDir: folder('events') }),
  });
  const cloudwatch = createAlarms(options, { events, lambda });
  return { sqs, lambda, states, events, cloudwatch };
}

function createFunctions(
  { clock, environment, assembly, awsUrl, registry, gatekeeper, faults, ...rest }: ServicesOptions,
  joined: Pick<LambdaOptions, 'logs' | 'queues' | 'onInvocation'>,
): Lambda {
  return createLambda({
    ...{ clock, environment, awsUrl, gatekeeper },
    ...joined,
    codeFolderOf: (logicalId) => assembly.codeFolderOf(logicalId),
    credentialsOf: (roleArn) => registry.role(roleArn).credentials,
    hooks: callHooks('lambda', faults),
    onRun: () => clock.hold(),
    ...given({ stateDir: folderIn(rest.stateDir)('lambda'), codeCache: rest.codeCache }),
  });
}

interface MachineSurroundings extends Pick<StatesOptions, 'onStatusChange'> {
  readonly lambda: Lambda;
  readonly callable: () => Readonly<Record<AwsService, JsonService>>;
}

function createMachines(
  { clock, environment, gatekeeper, faults, stateDir }: ServicesOptions,
  { lambda, callable, ...joined }: MachineSurroundings,
): States {
  return createStates({
    ...{ clock, environment, invoker: lambda, asyncInvoker: lambda },
    ...joined,
    callAws: createAwsCalls(callable, { gatekeeper, faults }),
    authorize: (roleArn, permission) => {
      gatekeeper.authorize({ arn: roleArn }, [permission]);
    },
    ...given({ stateDir: folderIn(stateDir)('states') }),
  });
}

function createAlarms(
  { clock, environment, stateDir, noAuth }: ServicesOptions,
  { events, lambda }: { events: EventBridge; lambda: Lambda },
) {
  return createCloudWatch({
    clock,
    environment,
    onStateChange: ({ source, resources, detail, 'detail-type': detailType, time }) => {
      events.publish({ source, detailType, resources, detail: { ...detail }, time: Date.parse(time) });
    },
    acceptsAction: (actionArn) => actionArn.startsWith('arn:aws:lambda:'),
    onAlarmAction: ({ actionArn, event }) => {
      const caller = { service: 'lambda.alarms.cloudwatch.amazonaws.com', sourceArn: event.alarmArn };
      if (!noAuth) lambda.authorizeInvoke(caller, actionArn);
      lambda.invokeAsync(actionArn, JSON.stringify(event));
    },
    ...given({ stateDir: folderIn(stateDir)('cloudwatch') }),
  });
}

const folderIn =
  (stateDir: string | undefined) =>
  (name: string): string | undefined =>
    stateDir === undefined ? undefined : join(stateDir, name);

/** An option that has no value is left out. */
function given<K extends string>(option: Record<K, string | undefined>): Partial<Record<K, string>> {
  const entries = Object.entries(option).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Record<K, string>>;
}
