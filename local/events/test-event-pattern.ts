import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import { jsonDepth } from './json-depth.ts';
import { operation, type Operation } from './operation.ts';
import { isObject } from './pattern/json.ts';
import { matches } from './pattern/matches.ts';
import { parsePatternText } from './pattern/pattern.ts';

/** Fields "TestEventPattern" says an event must have. */
const MANDATORY = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];
const DEEPEST_EVENT = 1000;

export function testEventPatternOperation(): Record<string, Operation> {
  return {
    TestEventPattern: operation({
      input: v.strictObject({ EventPattern: v.pipe(v.string(), v.maxLength(4096)), Event: v.string() }),
      permissions: () => [{ action: 'events:TestEventPattern', resource: '*' }],
      run: ({ EventPattern, Event }) => ({
        Result: matches(parsePatternText(EventPattern), parseEvent(Event)),
      }),
    }),
  };
}

function parseEvent(text: string): unknown {
  const event = jsonDepth(text) > DEEPEST_EVENT ? undefined : parseJson(text);
  const missing = MANDATORY.find((name) => !isObject(event) || !Object.hasOwn(event, name));
  if (missing === undefined) return event;
  throw new AwsError(
    'ValidationException',
    `Parameter Event is not valid. Reason: it needs the field ${missing}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError('ValidationException', 'Parameter Event is not valid. Reason: it is not JSON');
  }
}
