import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';
import type { Clock } from '../../clock/clock.ts';
import type { Bindings } from './expression.ts';
import { seededRandom } from './seeded-random.ts';

export interface FunctionSources {
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * The functions that Step Functions adds to JSONata ("Transforming data with JSONata in Step Functions"), and
 * jsonata's own clock readers on the stack's clock. `$eval` is taken away, as on AWS.
 */
export function createFunctions({ clock, random }: FunctionSources): Bindings {
  return {
    partition,
    range,
    hash,
    random: (seed?: number) => (seed === undefined ? random() : seededRandom(seed)),
    uuid: () => randomUUID(),
    parse,
    eval: undefined,
    millis: () => clock.now(),
    now: (picture?: string, timezone?: string) => formatTime(clock.now(), picture, timezone),
  };
}

function partition(array: unknown, size: unknown): unknown[][] {
  if (!Array.isArray(array)) throw new Error('The first argument of $partition is not an array');
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1) {
    throw new Error('The second argument of $partition is not a positive integer');
  }
  const items: readonly unknown[] = array;
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** As many as States.ArrayRange may make. */
const RANGE_LIMIT = 1000;

/** AWS gives a JSONata sequence: a range of one number is that number, an empty one is nothing. */
function range(first: unknown, last: unknown, step: unknown): unknown {
  if (!isInteger(first) || !isInteger(last) || !isInteger(step) || step === 0) {
    throw new Error('$range takes three integers, the last one not zero');
  }
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > RANGE_LIMIT) {
    throw new Error(`$range makes at most ${RANGE_LIMIT} numbers; this one would make ${length}`);
  }
  const numbers = Array.from({ length }, (_, index) => first + index * step);
  return Object.assign(numbers, { sequence: true });
}

function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

const HASHES: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

function hash(data: unknown, algorithm: unknown): string {
  const name = typeof algorithm === 'string' ? HASHES[algorithm] : undefined;
  if (name === undefined) {
    throw new Error(`$hash knows ${Object.keys(HASHES).join(', ')}, not ${String(algorithm)}`);
  }
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return createHash(name).update(text).digest('hex');
}

function parse(text: unknown): unknown {
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw new Error('$parse takes a string');
  const value: unknown = JSON.parse(text);
  return value;
}

const TIME_BY_PICTURE = [
  jsonata('$fromMillis($milliseconds)'),
  jsonata('$fromMillis($milliseconds, $picture)'),
  jsonata('$fromMillis($milliseconds, $picture, $timezone)'),
] as const;

async function formatTime(milliseconds: number, picture?: string, timezone?: string): Promise<unknown> {
  const [plain, withPicture, withTimezone] = TIME_BY_PICTURE;
  const expression = picture === undefined ? plain : timezone === undefined ? withPicture : withTimezone;
  const text: unknown = await expression.evaluate(undefined, { milliseconds, picture, timezone });
  return text;
}
