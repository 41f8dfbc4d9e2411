import * as v from 'valibot';
import type { Environment } from '../cloud-assembly/resource.ts';
import type { StoredEvent } from './event-ring.ts';
import { existingGroup } from './existing-group.ts';
import type { LogStore } from './log-store.ts';
import { pageOf } from './page.ts';
import { fields, parseInput } from './parse-input.ts';

const groupsInput = v.strictObject({
  logGroupNamePrefix: v.optional(fields.groupName),
  logGroupNamePattern: v.optional(fields.groupName),
  nextToken: v.optional(fields.token),
  limit: fields.limit(50),
});

export function describeLogGroups(store: LogStore, { region, account }: Environment) {
  return (input: unknown) => {
    const {
      logGroupNamePrefix = '',
      logGroupNamePattern = '',
      nextToken,
      limit,
    } = parseInput(groupsInput, input);
    const found = store
      .groups()
      .filter(({ name }) => name.startsWith(logGroupNamePrefix) && name.includes(logGroupNamePattern));
    const page = pageOf(found, limit, nextToken);
    const logGroups = page.items.map(({ name, createdAt, retentionDays, storedCharacters }) => {
      const arn = `arn:aws:logs:${region}:${account}:log-group:${name}`;
      return {
        logGroupName: name,
        creationTime: createdAt,
        ...(retentionDays === undefined ? {} : { retentionInDays: retentionDays }),
        metricFilterCount: 0,
        arn: `${arn}:*`,
        logGroupArn: arn,
        storedBytes: storedCharacters,
        logGroupClass: 'STANDARD',
      };
    });
    return { logGroups, ...next(page.nextToken) };
  };
}

const streamsInput = v.strictObject({
  logGroupName: fields.groupName,
  logStreamNamePrefix: v.optional(fields.streamName),
  orderBy: v.optional(v.picklist(['LogStreamName', 'LastEventTime']), 'LogStreamName'),
  descending: v.optional(v.boolean(), false),
  nextToken: v.optional(fields.token),
  limit: fields.limit(50),
});

export function describeLogStreams(store: LogStore, { region, account }: Environment) {
  return (input: unknown) => {
    const { logGroupName, logStreamNamePrefix = '', ...rest } = parseInput(streamsInput, input);
    const streams = streamsOf(existingGroup(store, logGroupName)).filter(({ name }) =>
      name.startsWith(logStreamNamePrefix),
    );
    const sorted = streams.sort((a, b) =>
      rest.orderBy === 'LastEventTime' ? a.last - b.last : a.name < b.name ? -1 : 1,
    );
    const page = pageOf(rest.descending ? sorted.reverse() : sorted, rest.limit, rest.nextToken);
    const logStreams = page.items.map(({ name, first, last }) => ({
      logStreamName: name,
      creationTime: first,
      firstEventTimestamp: first,
      lastEventTimestamp: last,
      lastIngestionTime: last,
      arn: `arn:aws:logs:${region}:${account}:log-group:${logGroupName}:log-stream:${name}`,
      storedBytes: 0,
    }));
    return { logStreams, ...next(page.nextToken) };
  };
}

interface Stream {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

/** A stream is known by its events: one whose events are all gone is gone. */
function streamsOf(events: readonly StoredEvent[]): Stream[] {
  const streams = new Map<string, Stream>();
  for (const { logStream: name, timestamp } of events) {
    streams.set(name, { name, first: streams.get(name)?.first ?? timestamp, last: timestamp });
  }
  return [...streams.values()];
}

const next = (nextToken: string | undefined): { nextToken?: string } =>
  nextToken === undefined ? {} : { nextToken };
