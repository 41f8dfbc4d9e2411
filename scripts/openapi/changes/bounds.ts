import type { JsonObject } from '../json.ts';

/** What is sent to the API, or what it answers. */
export type Direction = 'in' | 'out';

const LEAST = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const;
const MOST = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const;
const FORMS = ['pattern', 'format'] as const;

/** Of what is sent: tighter bounds and another form refuse what was taken. Answers may be bounded as they like. */
export function boundChanges(
  direction: Direction,
  [before, after]: readonly [JsonObject, JsonObject],
  where: string,
): readonly string[] {
  if (direction === 'out') return [];
  const tighter = [
    ...LEAST.filter((name) => numberOf(after[name], -Infinity) > numberOf(before[name], -Infinity)),
    ...MOST.filter((name) => numberOf(after[name], Infinity) < numberOf(before[name], Infinity)),
    ...FORMS.filter((name) => after[name] !== undefined && after[name] !== before[name]),
  ];
  const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
  return tighter.map((name) => `${where}: ${name} was ${show(before[name])} and is ${show(after[name])}`);
}

const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;
