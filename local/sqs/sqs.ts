import { queueArn, queueNameOf } from './arn.ts';
import { reportDepths } from './depth.ts';
import { parseMapping } from './event-source/mapping.ts';
import { startPoller, type Poller } from './event-source/poller.ts';
import { createMessaging } from './messaging.ts';
import { declaredQueues } from './provision.ts';
import type { QueueAttributes } from './queue-attributes.ts';
import { openQueueStore } from './queue-store.ts';
import { createQueueCatalog } from './queues.ts';
import { createReceiving } from './receiving.ts';
import { createSqsService } from './service.ts';
import type { Resource } from '../cloud-assembly/resource.ts';
import type { Sqs, SqsOptions } from './sqs-api.ts';

/** Standard queues, their API, and the event source mappings that feed functions from them. */
export function createSqs(options: SqsOptions): Sqs {
  const { clock, environment, invoker } = options;
  const log = options.log ?? ((line: string) => process.stderr.write(`sqs: ${line}\n`));
  const arnOf = (queueName: string) => queueArn(environment, queueName);
  const urlOf = (queueName: string) => `${options.endpoint()}/${environment.account}/${queueName}`;
  const store = openQueueStore(options.stateDir);
  const messaging = createMessaging({ store, clock });
  const receiving = createReceiving({ store, messaging, clock, arnOf });
  const queues = createQueueCatalog({ store, clock, account: environment.account, arnOf });
  const pollers: Poller[] = [];
  const stopReports = options.onDepth
    ? reportDepths({ clock, queues: () => store.list(), onDepth: options.onDepth })
    : () => undefined;

  const provisionQueues = (resources: readonly Resource[]): void => {
    const declared = declaredQueues(resources);
    // First without redrive policies: a dead-letter queue has to exist before it is named.
    for (const { name, attributes } of declared) {
      if (!store.get(name)) queues.declare(name, omit(attributes, 'RedrivePolicy'));
    }
    for (const { name, attributes } of declared) queues.declare(name, attributes);
  };

  const provisionMapping = (resource: Resource): void => {
    const mapping = parseMapping(resource);
    if (!mapping) return;
    messaging.queueOf(queueNameOf(mapping.queueArn));
    pollers.push(startPoller(mapping, { clock, messaging, receiving, invoker, log }));
  };

  return {
    service: createSqsService({ clock, queues, messaging, receiving, arnOf, urlOf }),
    send: (arn, { body, attributes = {}, senderId }) => {
      messaging.send(queueNameOf(arn), { body, attributes, senderId });
    },
    authorizeSend: (caller, arn) => {
      const { policy } = messaging.queueOf(queueNameOf(arn)).settings;
      policy.authorize(caller, { action: 'sqs:SendMessage', resource: arn });
    },
    provision: (resources) => {
      provisionQueues(resources);
      resources.filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping').forEach(provisionMapping);
    },
    close: () => {
      stopReports();
      for (const poller of pollers) poller.stop();
      receiving.close();
      store.close();
      return Promise.resolve();
    },
  };
}

function omit(attributes: QueueAttributes, omitted: string): QueueAttributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== omitted));
}
