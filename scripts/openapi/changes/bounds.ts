import type { JsonObject } from '../json.ts';

/** What is sent to the API, or what it answers. */
export type Direction = 'in' | 'out';

const LEAST = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const;
const MOST = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const;
const FORMS = ['pattern', 'format', 'not'] as const;

/**
 * What is sent may be bounded less, and what is answered more. Of two patterns or formats nobody says which takes more:
 * another one is as bad as one where there was none.
 */
export function boundChanges(
  direction: Direction,
  [before, after]: readonly [JsonObject, JsonObject],
  where: string,
): readonly string[] {
  const [narrow, wide] = direction === 'in' ? [before, after] : [after, before];
  const broken = [
    ...LEAST.filter((name) => numberOf(wide[name], -Infinity) > numberOf(narrow[name], -Infinity)),
    ...MOST.filter((name) => numberOf(wide[name], Infinity) < numberOf(narrow[name], Infinity)),
    ...FORMS.filter((name) => wide[name] !== undefined && show(wide[name]) !== show(narrow[name])),
  ];
  return broken.map((name) => `${where}: ${name} was ${show(before[name])} and is ${show(after[name])}`);
}

/** What is taken for a field or parameter that is left out. */
export function defaultChanges(
  direction: Direction,
  [before, after]: readonly [JsonObject, JsonObject],
  where: string,
): readonly string[] {
  const [was, is] = [show(before['default']), show(after['default'])];
  return direction === 'out' || before['default'] === undefined || was === is
    ? []
    : [`${where}: its default was ${was} and is ${is}`];
}

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;
