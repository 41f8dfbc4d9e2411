import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Context } from './context.ts';
import { toEvent, type BusEvent } from './event.ts';
import { jsonDepth } from './json-depth.ts';
import { busArn, optionalBus } from './names.ts';
import { operation, type Operation } from './operation.ts';
import { isObject } from './pattern/json.ts';

const text = v.exactOptional(v.string(), '');

const entrySchema = v.strictObject({
  Source: text,
  DetailType: text,
  Detail: text,
  EventBusName: optionalBus,
  Resources: v.exactOptional(v.array(v.string()), []),
  /** Seconds since the epoch. */
  Time: v.exactOptional(v.number()),
  /** For X-Ray, which is not here. */
  TraceHeader: v.exactOptional(v.string()),
});

type Entry = v.InferOutput<typeof entrySchema>;

const input = v.strictObject({ Entries: v.pipe(v.array(entrySchema), v.minLength(1), v.maxLength(10)) });

/** All entries together ("PutEvents" of the API Reference). */
const REQUEST_LIMIT_BYTES = 262_144;
/** "PutEvents will only process nested JSON up to 1000 levels deep." */
const DEEPEST_DETAIL = 1000;

export function putEventsOperation(context: Context): Record<string, Operation> {
  return {
    PutEvents: operation({
      input,
      permissions: ({ Entries }) => Entries.map((entry) => permission(entry, context)),
      run: ({ Entries }) => {
        checkSize(Entries);
        const results = Entries.map((entry) => putEntry(entry, context));
        return {
          FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length,
          Entries: results,
        };
      },
    }),
  };
}

function permission({ EventBusName, Source, DetailType }: Entry, { environment }: Context) {
  return {
    action: 'events:PutEvents',
    resource: busArn(EventBusName, environment),
    context: { 'events:source': Source, 'events:detail-type': DetailType },
  };
}

type Result = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

function putEntry(entry: Entry, context: Context): Result {
  const refusal = refusalOf(entry, context);
  if (refusal) return refusal;
  const detail = parseDetail(entry.Detail);
  if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const event: BusEvent = toEvent(
    {
      source: entry.Source,
      detailType: entry.DetailType,
      resources: entry.Resources,
      detail,
      time: entry.Time === undefined ? context.clock.now() : entry.Time * 1000,
    },
    context.environment,
  );
  context.put(event, entry.EventBusName);
  return { EventId: event.id };
}

function refusalOf(entry: Entry, { registry }: Context): Result | undefined {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (entry[name] === '') return invalidArgument(name, `${name} is a required argument.`);
  }
  if (/^aws\./i.test(entry.Source)) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  if (entry.Time !== undefined && Number.isNaN(new Date(entry.Time * 1000).getTime())) {
    return invalidArgument('Time', 'Time is out of range.');
  }
  // AWS answers an event id here and drops the event.
  if (!registry.buses.has(entry.EventBusName)) {
    return invalidArgument('EventBusName', `Event bus ${entry.EventBusName} does not exist.`);
  }
  return undefined;
}

function invalidArgument(name: string, reason: string): Result {
  return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${name} is not valid. Reason: ${reason}` };
}

function parseDetail(detail: string): Readonly<Record<string, unknown>> | undefined {
  if (jsonDepth(detail) > DEEPEST_DETAIL) return undefined;
  try {
    const json: unknown = JSON.parse(detail);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function checkSize(entries: readonly Entry[]): void {
  const bytes = entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
  if (bytes <= REQUEST_LIMIT_BYTES) return;
  throw new AwsError(
    'ValidationException',
    `Total size of the entries in the request is over the limit: ${bytes} bytes, allowed are ${REQUEST_LIMIT_BYTES}.`,
  );
}

/** "Calculating PutEvents event entry size" of the user guide. */
function entryBytes({ Source, DetailType, Detail, Resources, Time }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, each) => sum + Buffer.byteLength(each), Time === undefined ? 0 : 14);
}
