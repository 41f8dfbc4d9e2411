import { toLexiStr, type AttributeValue } from 'dynalite/db/index.js';

/** How DynamoDB compares the values of attributes. Numbers are in the one form that dynalite stores them in. */

export function typeOf(value: AttributeValue): string {
  return Object.keys(value)[0] ?? '';
}

/** Of the same type, and the same: sets in any order, documents through and through. */
export function equal(left: AttributeValue, right: AttributeValue): boolean {
  const type = typeOf(left);
  if (type !== typeOf(right)) return false;
  const [mine, other] = [left[type], right[type]];
  switch (type) {
    case 'SS':
    case 'NS':
    case 'BS':
      return sameMembers(listIn(mine), listIn(other));
    case 'L':
      return sameElements(listIn(mine), listIn(other));
    case 'M':
      return sameMap(mapIn(mine), mapIn(other));
    default:
      return mine === other;
  }
}

/** Negative, zero or positive; undefined for values that have no order between them. */
export function order(left: AttributeValue, right: AttributeValue): number | undefined {
  const [mine, other] = [sortable(left), sortable(right)];
  return mine && other && typeOf(left) === typeOf(right) ? Buffer.compare(mine, other) : undefined;
}

export function bytesIn({ S: text, B: base64 }: AttributeValue): Buffer | undefined {
  if (typeof text === 'string') return Buffer.from(text);
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : undefined;
}

function sortable(value: AttributeValue): Buffer | undefined {
  const { N: number } = value;
  return typeof number === 'string' ? Buffer.from(toLexiStr(number, 'N')) : bytesIn(value);
}

export const listIn = (content: unknown): readonly unknown[] => (Array.isArray(content) ? content : []);

const mapIn = (content: unknown) => new Map(Object.entries<AttributeValue>({ ...(content as object) }));

function sameMembers(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((member) => right.includes(member));
}

function sameElements(left: readonly unknown[], right: readonly unknown[]): boolean {
  return (
    left.length === right.length &&
    left.every((element, index) => equal(element as AttributeValue, right[index] as AttributeValue))
  );
}

function sameMap(
  left: ReadonlyMap<string, AttributeValue>,
  right: ReadonlyMap<string, AttributeValue>,
): boolean {
  return (
    left.size === right.size &&
    [...left].every(([name, value]) => {
      const other = right.get(name);
      return other !== undefined && equal(value, other);
    })
  );
}
