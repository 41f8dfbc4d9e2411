import { toTimestamp } from '../interpreter/timestamp.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { AwsService } from '../states-api.ts';

/**
 * Tasks name members in PascalCase and times in ISO 8601, whatever the service's own wire has. Objects may stand where
 * the service wants a string of JSON.
 */
const JSON_TEXT: Readonly<Partial<Record<AwsService, readonly string[]>>> = {
  eventbridge: ['Detail'],
  sfn: ['Input', 'Output'],
  sqs: ['MessageBody'],
};

const TIMES_IN = /^(StartTime|EndTime|StartDate|EndDate|Timestamp|Time)$/;
const TIMES_OUT = /(Timestamps?|Date)$/;

/** DynamoDB's members are names of the user's own, and none of them is a time. */
const VERBATIM: readonly AwsService[] = ['dynamodb'];

export function toWire(service: AwsService, input: JsonObject): JsonObject {
  if (VERBATIM.includes(service)) return input;
  const texts = JSON_TEXT[service] ?? [];
  return mapMembers(input, (name, value) => {
    if (texts.includes(name) && typeof value !== 'string')
      return [wireName(service, name), JSON.stringify(value)];
    const time = TIMES_IN.test(name) && typeof value === 'string' ? Date.parse(value) / 1000 : Number.NaN;
    return [wireName(service, name), Number.isNaN(time) ? value : time];
  });
}

export function fromWire(service: AwsService, output: JsonObject): JsonObject {
  if (VERBATIM.includes(service)) return output;
  return mapMembers(output, (name, value) => {
    const shown = service === 'sfn' ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
    return [shown, TIMES_OUT.test(shown) ? timesOf(value) : value];
  });
}

/** Step Functions' own wire is in camelCase. */
function wireName(service: AwsService, name: string): string {
  return service === 'sfn' ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name;
}

function timesOf(value: Json): Json {
  if (typeof value === 'number') return toTimestamp(value * 1000);
  return isJsonArray(value) ? value.map(timesOf) : value;
}

type MapMember = (name: string, value: Json) => readonly [string, Json];

function mapMembers(object: JsonObject, map: MapMember): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => {
      const [mappedName, mapped] = map(name, value);
      return [mappedName, mapNested(mapped, map)];
    }),
  );
}

function mapNested(value: Json, map: MapMember): Json {
  if (isJsonArray(value)) return value.map((item) => mapNested(item, map));
  return isJsonObject(value) ? mapMembers(value, map) : value;
}
