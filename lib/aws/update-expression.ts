import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

export interface Assignments {
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
}

/** `SET` for each attribute that has a value, `REMOVE` for each that is undefined; names are escaped as `#name`. */
export function assign(attributes: Readonly<Record<string, unknown>>): Assignments {
  const names = Object.keys(attributes);
  const set = names.filter((name) => attributes[name] !== undefined);
  const removed = names.filter((name) => attributes[name] === undefined);
  const parts = [
    `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}`,
    ...(removed.length === 0 ? [] : [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`]),
  ];
  return {
    UpdateExpression: parts.join(' '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: marshall(
      Object.fromEntries(set.map((name) => [`:${name}`, attributes[name]])),
    ),
  };
}

/** `ADD` for each counter, whatever its name, and `SET` for each attribute. */
export function additions(
  counters: readonly (readonly [string, number])[],
  attributes: Readonly<Record<string, unknown>>,
): Assignments {
  const set = assign(attributes);
  const names = counters.map(([name], index) => [`#c${index}`, name] as const);
  const values = counters.map(([, value], index) => [`:c${index}`, { N: String(value) }] as const);
  const added = counters.map((_, index) => `#c${index} :c${index}`).join(', ');
  return {
    UpdateExpression: added === '' ? set.UpdateExpression : `${set.UpdateExpression} ADD ${added}`,
    ExpressionAttributeNames: { ...set.ExpressionAttributeNames, ...Object.fromEntries(names) },
    ExpressionAttributeValues: { ...set.ExpressionAttributeValues, ...Object.fromEntries(values) },
  };
}
