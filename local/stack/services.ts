import type { JsonService, RestService } from '../aws-endpoint/service.ts';
import type { MovableClock } from '../clock/clock.ts';
import type { SharedTime } from '../clock/shared-time.ts';
import type { CloudAssembly } from '../cloud-assembly/cloud-assembly.ts';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import { createCloudWatch } from '../cloudwatch/cloudwatch.ts';
import type { UserPools } from '../cognito/options.ts';
import { createDynamoDb } from '../dynamodb/create-dynamodb.ts';
import { createEventBridge } from '../events/event-bridge.ts';
import type { Gatekeeper } from '../aws-endpoint/endpoint.ts';
import type { IdentityRegistry } from '../iam/identity.ts';
import { createLambda } from '../lambda/lambda.ts';
import type { Lambda } from '../lambda/lambda-options.ts';
import { createLogs } from '../logs/logs.ts';
import { createSqs } from '../sqs/sqs.ts';

export interface ServicesOptions {
  readonly assembly: CloudAssembly;
  readonly environment: Environment;
  readonly clock: MovableClock & SharedTime;
  readonly awsUrl: string;
  readonly registry: IdentityRegistry;
  readonly gatekeeper: Gatekeeper;
  readonly pools: UserPools;
  readonly onLogLine: (logGroup: string, line: string) => void;
}

export interface Services {
  readonly jsonServices: readonly JsonService[];
  readonly restServices: readonly RestService[];
  readonly lambda: Lambda;
  readonly close: () => Promise<void>;
}

/** Every service, with the template's resources in it. */
export async function createServices(options: ServicesOptions): Promise<Services> {
  const joined = joinServices(options);
  const { logs, dynamodb, sqs, lambda, events, cloudwatch } = joined;
  const { pools } = options;
  await provision(joined, options.assembly.resources);
  return {
    jsonServices: [dynamodb, cloudwatch, events, sqs, logs]
      .map(({ service }) => service)
      .concat(pools.jsonService),
    restServices: [...pools.restServices, lambda.restService],
    lambda,
    close: () => close(joined),
  };
}

/** Joined as AWS joins them: logs feed metrics, alarms feed events, events and queues run functions. */
function joinServices(options: ServicesOptions) {
  const { assembly, environment, clock, awsUrl, registry, gatekeeper } = options;
  const shared = { clock, environment };

  const logs = createLogs(shared);
  const dynamodb = createDynamoDb(shared);
  // Functions send to queues and queues run functions: one of the two has to be named before it is there.
  const invoker = { invoke: (name: string, payload: string) => lambda.invoke(name, payload) };
  const sqs = createSqs({ ...shared, endpoint: () => awsUrl, invoker });
  const lambda = createLambda({
    ...shared,
    logs: logs.store,
    codeFolderOf: (logicalId) => assembly.codeFolderOf(logicalId),
    credentialsOf: (roleArn) => registry.role(roleArn).credentials,
    awsUrl,
    gatekeeper,
    queues: sqs,
  });
  const events = createEventBridge({
    ...shared,
    lambda,
    queues: sqs,
    startExecution: ({ stateMachineArn }) =>
      Promise.reject(new Error(`No state machine runs here: ${stateMachineArn}`)),
  });
  const cloudwatch = createCloudWatch({
    ...shared,
    onStateChange: (event) => {
      const { source, resources, detail, 'detail-type': detailType } = event;
      events.publish({ source, detailType, resources, detail: { ...detail }, time: Date.parse(event.time) });
    },
  });
  logs.store.subscribe(({ logGroup, message }) => {
    cloudwatch.ingestLogLine(logGroup, message);
    options.onLogLine(logGroup, message);
  });

  return { logs, dynamodb, sqs, lambda, events, cloudwatch };
}

type Joined = ReturnType<typeof joinServices>;

async function provision(
  { logs, dynamodb, sqs, lambda, events, cloudwatch }: Joined,
  resources: readonly Resource[],
) {
  const ofService = (prefix: string) => resources.filter(({ type }) => type.startsWith(prefix));
  logs.provision(ofService('AWS::Logs::'));
  await dynamodb.provision(resources);
  sqs.provision(resources);
  lambda.provision(resources);
  events.provision(ofService('AWS::Events::'));
  cloudwatch.provision(ofService('AWS::CloudWatch::'));
}

/** What feeds others goes first. */
async function close({ cloudwatch, events, sqs, lambda, dynamodb }: Joined): Promise<void> {
  for (const service of [cloudwatch, events, sqs, lambda, dynamodb]) await service.close();
}
