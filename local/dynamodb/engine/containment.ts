import type { AttributeValue } from 'dynalite/db/index.js';
import { bytesIn, equal, listIn, typeOf } from './values.ts';

export function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  const [type, bytes, start] = [typeOf(value), bytesIn(value), bytesIn(prefix)];
  return type === typeOf(prefix) && !!bytes && !!start && bytes.subarray(0, start.length).equals(start);
}

/** A text in a text, bytes in bytes, a member in a set, an element in a list. */
export function contains(container: AttributeValue, value: AttributeValue): boolean {
  const [type, sought] = [typeOf(container), typeOf(value)];
  if (type === 'L') return listIn(container['L']).some((element) => equal(element as AttributeValue, value));
  if (type === `${sought}S`) return listIn(container[type]).includes(value[sought]);
  const [bytes, part] = [bytesIn(container), bytesIn(value)];
  return type === sought && !!bytes && !!part && bytes.includes(part);
}

/** Of a text in characters, of bytes in bytes, of anything else in members. Undefined for a value without a size. */
export function sizeOf(value: AttributeValue): number | undefined {
  const type = typeOf(value);
  const content = value[type];
  if (type === 'S' && typeof content === 'string') return content.length;
  if (type === 'B') return bytesIn(value)?.length;
  return typeof content === 'object' && content !== null ? Object.keys(content).length : undefined;
}
