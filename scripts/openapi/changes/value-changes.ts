import type { JsonObject } from '../json.ts';
import type { Direction } from './bounds.ts';
import { isList } from './reading.ts';

type Schemas = readonly [before: JsonObject, after: JsonObject];

/** An integer is a number, too. */
export function typeChanges(
  direction: Direction,
  [before, after]: Schemas,
  where: string,
): readonly string[] {
  const [narrow, wide] = direction === 'in' ? [before, after] : [after, before];
  const wideTypes = typesOf(wide);
  if (wideTypes.length === 0) return [];
  const narrowTypes = typesOf(narrow);
  const isWithin =
    narrowTypes.length > 0 &&
    narrowTypes.every(
      (type) => wideTypes.includes(type) || (type === 'integer' && wideTypes.includes('number')),
    );
  if (isWithin) return [];
  return [
    `${where}: ${typesOf(before).join(' or ') || 'anything'} became ${typesOf(after).join(' or ') || 'anything'}`,
  ];
}

function typesOf(schema: JsonObject): readonly string[] {
  const { type, const: only, enum: values } = schema;
  if (typeof type === 'string') return [type];
  if (isList(type)) return type.map(String);
  const examined = isList(values) ? values : only === undefined ? [] : [only];
  return [...new Set(examined.map(typeOf))];
}

const typeOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : Number.isInteger(value)
        ? 'integer'
        : typeof value;

/** Values that an answer gets are none that breaks: callers have to expect what they do not know. */
export function enumChanges(
  direction: Direction,
  [before, after]: Schemas,
  where: string,
): readonly string[] {
  const [olds, news] = [valuesOf(before), valuesOf(after)];
  if (olds === undefined) {
    return news !== undefined && direction === 'in' ? [`${where}: only certain values are taken now`] : [];
  }
  if (news === undefined)
    return direction === 'out' ? [`${where}: it is not one of certain values any more`] : [];
  return olds.filter((value) => !news.includes(value)).map((value) => `${where}: the value ${value} is gone`);
}

function valuesOf({ enum: values, const: only }: JsonObject): readonly string[] | undefined {
  const single = only === undefined ? undefined : [JSON.stringify(only)];
  return isList(values)
    ? values.map((value) => JSON.stringify(value)).filter((value) => !single || single.includes(value))
    : single;
}
