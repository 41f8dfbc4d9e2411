import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { StoredEvent } from './event-ring.ts';
import { existingGroup } from './existing-group.ts';
import { createFilter } from './filter-pattern.ts';
import type { LogStore } from './log-store.ts';
import { fields, parseInput } from './parse-input.ts';

const period = {
  startTime: v.optional(fields.time, 0),
  endTime: v.optional(fields.time, Number.MAX_SAFE_INTEGER),
};

const getInput = v.strictObject({
  logGroupName: fields.groupName,
  logStreamName: fields.streamName,
  ...period,
  startFromHead: v.optional(v.boolean(), false),
  nextToken: v.optional(fields.token),
  limit: fields.limit(10_000),
});

/** One stream, a page at a time in either direction; at the end the token stays the same (GetLogEvents). */
export function getLogEvents(store: LogStore) {
  return (input: unknown) => {
    const { logGroupName, logStreamName, startTime, endTime, ...rest } = parseInput(getInput, input);
    const stream = existingGroup(store, logGroupName).filter(
      (event) => event.logStream === logStreamName && inPeriod(event, startTime, endTime - 1),
    );
    if (stream.length === 0 && rest.nextToken === undefined) {
      throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist or is empty.');
    }
    const page = turn(stream, rest);
    const first = page.at(0)?.sequence ?? placeOf(rest.nextToken);
    const last = page.at(-1)?.sequence ?? placeOf(rest.nextToken);
    return {
      events: page.map(({ timestamp, message }) => ({ timestamp, message, ingestionTime: timestamp })),
      nextForwardToken: `f/${last}`,
      nextBackwardToken: `b/${first}`,
    };
  };
}

interface Turn {
  readonly nextToken?: string | undefined;
  readonly limit: number;
  readonly startFromHead: boolean;
}

function turn(
  stream: readonly StoredEvent[],
  { nextToken, limit, startFromHead }: Turn,
): readonly StoredEvent[] {
  const place = placeOf(nextToken);
  if (nextToken?.startsWith('f')) return stream.filter(({ sequence }) => sequence > place).slice(0, limit);
  if (nextToken?.startsWith('b')) return stream.filter(({ sequence }) => sequence < place).slice(-limit);
  return startFromHead ? stream.slice(0, limit) : stream.slice(-limit);
}

const filterInput = v.strictObject({
  logGroupName: fields.groupName,
  logStreamNames: v.optional(v.array(fields.streamName)),
  logStreamNamePrefix: v.optional(fields.streamName),
  ...period,
  filterPattern: v.optional(v.pipe(v.string(), v.maxLength(1_024))),
  nextToken: v.optional(fields.token),
  limit: fields.limit(10_000),
  interleaved: v.optional(v.boolean()),
});

/** All streams of a group, oldest event first. The token is the place of the last event seen (FilterLogEvents). */
export function filterLogEvents(store: LogStore) {
  return (input: unknown) => {
    const { logGroupName, startTime, endTime, ...rest } = parseInput(filterInput, input);
    const matches = createFilter(rest.filterPattern);
    const after = rest.nextToken === undefined ? -1 : placeOf(rest.nextToken);
    const found = existingGroup(store, logGroupName).filter(
      (event) =>
        event.sequence > after &&
        inPeriod(event, startTime, endTime) &&
        (rest.logStreamNames?.includes(event.logStream) ?? true) &&
        event.logStream.startsWith(rest.logStreamNamePrefix ?? '') &&
        matches(event.message),
    );
    const page = found.slice(0, rest.limit);
    const last = page.at(-1);
    return {
      events: page.map(({ logStream, timestamp, message, sequence }) => ({
        logStreamName: logStream,
        timestamp,
        message,
        ingestionTime: timestamp,
        eventId: String(sequence),
      })),
      searchedLogStreams: [],
      ...(last && page.length < found.length ? { nextToken: `f/${last.sequence}` } : {}),
    };
  };
}

const placeOf = (token: string | undefined): number => (token === undefined ? 0 : Number(token.slice(2)));

/** As FilterLogEvents has it. GetLogEvents leaves out an event at endTime itself. */
function inPeriod({ timestamp }: StoredEvent, startTime: number, endTime: number): boolean {
  return timestamp >= startTime && timestamp <= endTime;
}
