import { mapPath, type AttributeValue, type Item } from 'dynalite/db/index.js';
import type { Operand, Path, UpdateSection } from 'dynalite/validations/index.js';
import { isExpression, isPath } from './operands.ts';

/**
 * The clauses of an update on an item, so that dynalite applies them as DynamoDB does, all to the item as it was:
 * what SET reads is put in as a copy (dynalite's SET a = b ADD b :n adds to both), and REMOVE comes last, the highest
 * list position first (dynalite's positions shift as it goes).
 */
export function asOf(item: Item, sections: readonly UpdateSection[]): UpdateSection[] {
  const removals = sections.filter(({ type }) => type === 'remove');
  const others = sections.filter(({ type }) => type !== 'remove');
  return [
    ...others.map((section) => (section.val ? { ...section, val: bind(section.val, item) } : section)),
    ...removals.sort((left, right) => highestFirst(left.path, right.path)),
  ];
}

/** An attribute that the item lacks stays a path, which dynalite then refuses by name. */
function bind(operand: Operand, item: Item): Operand {
  if (isPath(operand)) return copyOf(operand, item) ?? operand;
  if (!isExpression(operand)) return operand;
  const [first, second] = operand.args;
  if (operand.name === 'if_not_exists' && first && second && isPath(first)) {
    const otherwise = bind(second, item);
    return isPath(otherwise) ? otherwise : (copyOf(first, item) ?? otherwise);
  }
  return { ...operand, args: operand.args.map((arg) => bind(arg, item)) };
}

function copyOf(path: Path, item: Item): AttributeValue | undefined {
  const value = mapPath(path, item);
  return value ? structuredClone(value) : undefined;
}

function highestFirst(left: Path, right: Path): number {
  const at = left.findIndex((piece, index) => piece !== right[index]);
  const [mine, other] = [left[at], right[at]];
  return typeof mine === 'number' && typeof other === 'number' ? other - mine : 0;
}
