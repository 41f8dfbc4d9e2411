/** The numbers one field of a cron expression allows, and the names some of them have. */
export interface CronField {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

/**
 * Parses `*`, `5`, `1-5`, `0/15`, `JAN,MAR-MAY` into the sorted values meant. Throws a sentence for a value out of
 * range, a range that ends before it starts, and anything else.
 */
export function parseCronField(field: CronField, text: string): readonly number[] {
  const values = new Set(text.split(',').flatMap((part) => parsePart(field, part)));
  return [...values].sort((a, b) => a - b);
}

/** A number, or a name such as MON, in the field's range. */
export function parseCronValue({ name, least, most, names = [] }: CronField, text: string): number {
  const named = names.indexOf(text.toUpperCase());
  const value = named !== -1 ? named + least : /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new Error(
    `${name} is ${JSON.stringify(text)}, allowed are ${least} to ${most}${names.length > 0 ? ` and ${names.join(', ')}` : ''}`,
  );
}

function parsePart(field: CronField, part: string): number[] {
  const [range = '', step, ...rest] = part.split('/');
  const [first, last] = parseRange(field, range, step !== undefined);
  const increment = step === undefined ? 1 : /^\d{1,4}$/.test(step) ? Number(step) : 0;
  if (increment < 1 || rest.length > 0)
    throw new Error(`${field.name} has ${JSON.stringify(part)}, a step is a number from 1`);
  const values: number[] = [];
  for (let value = first; value <= last; value += increment) values.push(value);
  return values;
}

function parseRange(field: CronField, range: string, hasStep: boolean): [number, number] {
  if (range === '*') return [field.least, field.most];
  const [from = '', to, ...rest] = range.split('-');
  if (rest.length > 0) throw new Error(`${field.name} has ${JSON.stringify(range)}, a range is like 1-5`);
  const first = parseCronValue(field, from);
  // `5/10` means from 5 on.
  const last = to !== undefined ? parseCronValue(field, to) : hasStep ? field.most : first;
  if (last < first)
    throw new Error(`${field.name} has ${JSON.stringify(range)}, which ends before it starts`);
  return [first, last];
}
