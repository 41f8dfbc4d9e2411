import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Clock } from '../clock/clock.ts';
import { queueNameOf } from './arn.ts';
import { invalidParameter, queueDoesNotExist } from './errors.ts';
import { settingsOf, shownAttributes, type QueueAttributes } from './queue-attributes.ts';
import type { Queue } from './queue-state.ts';
import { describeQueue, pickAttributes } from './queue-description.ts';
import type { QueueStore } from './queue-store.ts';

export interface QueuesOptions {
  readonly store: QueueStore;
  readonly clock: Clock;
  readonly account: string;
  readonly arnOf: (queueName: string) => string;
}

export interface QueueCatalog {
  /** Returns the name. Throws QueueNameExists, QueueDeletedRecently, InvalidAttributeName, InvalidAttributeValue. */
  create(name: string, attributes: QueueAttributes): string;
  /** Makes the queue, or changes it, to have exactly these attributes; its messages stay. */
  declare(name: string, attributes: QueueAttributes): void;
  /** Returns the name. Throws QueueDoesNotExist. */
  find(name: string, account?: string): string;
  page(request: QueuePageRequest): QueuePage;
  /** Throws QueueDoesNotExist, InvalidAttributeName. */
  attributes(name: string, wanted: readonly string[]): QueueAttributes;
  setAttributes(name: string, changed: QueueAttributes): void;
  /** Throws QueueDoesNotExist, PurgeQueueInProgress. */
  purge(name: string): void;
  remove(name: string): void;
}

export interface QueuePageRequest {
  readonly QueueNamePrefix: string;
  readonly MaxResults?: number;
  /** The last name of the page before. */
  readonly NextToken: string;
}

export interface QueuePage {
  readonly names: readonly string[];
  readonly nextToken?: string;
}

/** Both waits of the API Reference: after DeleteQueue to CreateQueue, and from one PurgeQueue to the next. */
const PAUSE_MS = 60_000;

export function createQueueCatalog({ store, clock, account, arnOf }: QueuesOptions): QueueCatalog {
  const deletedAt = new Map<string, number>();
  const purgedAt = new Map<string, number>();

  const get = (name: string): Queue => {
    const queue = store.get(name);
    if (!queue) throw queueDoesNotExist();
    return queue;
  };
  const isRecent = (at: number | undefined) => at !== undefined && clock.now() < at + PAUSE_MS;

  const set = (name: string, attributes: QueueAttributes): void => {
    checkDeadLetterQueue(store, settingsOf(attributes).redrive?.deadLetterTargetArn);
    store.commit({ change: 'queue-set', queue: name, attributes, at: clock.now() });
  };

  return {
    create: (name, attributes) => {
      checkName(name);
      const existing = store.get(name);
      if (existing) checkSame(existing, attributes);
      else if (isRecent(deletedAt.get(name))) throw deletedRecently();
      else set(name, attributes);
      return name;
    },
    declare: (name, attributes) => {
      checkName(name);
      if (!isDeepStrictEqual(store.get(name)?.attributes, attributes)) set(name, attributes);
    },
    find: (name, owner = account) => {
      if (owner !== account) throw queueDoesNotExist();
      return get(name).name;
    },
    page: (request) => pageOf(store, request),
    attributes: (name, wanted) => pickAttributes(describeQueue(get(name), arnOf(name), clock.now()), wanted),
    setAttributes: (name, changed) => {
      set(name, withoutEmpty({ ...get(name).attributes, ...changed }));
    },
    purge: (name) => {
      get(name);
      if (isRecent(purgedAt.get(name))) throw purgeInProgress(name);
      purgedAt.set(name, clock.now());
      store.commit({ change: 'queue-purged', queue: name });
    },
    remove: (name) => {
      get(name);
      deletedAt.set(name, clock.now());
      store.commit({ change: 'queue-deleted', queue: name });
    },
  };
}

/** An empty value takes an attribute away ("SetQueueAttributes"). */
function withoutEmpty(attributes: QueueAttributes): QueueAttributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
}

function pageOf(store: QueueStore, request: QueuePageRequest): QueuePage {
  const { QueueNamePrefix, MaxResults = 1000, NextToken } = request;
  const names = store.list().map(({ name }) => name);
  const rest = names.filter((name) => name.startsWith(QueueNamePrefix) && name > NextToken);
  const page = rest.slice(0, MaxResults);
  const last = page.at(-1);
  return { names: page, ...(rest.length > page.length && last !== undefined && { nextToken: last }) };
}

function checkName(name: string): void {
  if (/^[\w-]{1,80}$/.test(name)) return;
  if (name.endsWith('.fifo')) {
    throw new AwsError('UnsupportedOperation', `${name}: only standard queues exist here, no FIFO queues`);
  }
  throw invalidParameter(
    'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  );
}

/** Only what the caller names is compared, as on AWS. */
function checkSame(queue: Queue, attributes: QueueAttributes): void {
  settingsOf(attributes);
  const shown = shownAttributes(queue.attributes);
  const different = Object.keys(attributes).find((name) => attributes[name] !== shown[name]);
  if (different === undefined) return;
  throw new AwsError(
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${different}`,
  );
}

function checkDeadLetterQueue(store: QueueStore, arn: string | undefined): void {
  if (arn === undefined || store.get(queueNameOf(arn))) return;
  throw invalidParameter(
    `Value ${arn} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
  );
}

function deletedRecently(): AwsError {
  return new AwsError(
    'QueueDeletedRecently',
    'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  );
}

function purgeInProgress(name: string): AwsError {
  return new AwsError(
    'PurgeQueueInProgress',
    `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
  );
}
