import { leadingKeyOf, memberOf } from './leading-keys.ts';
import type { Touches } from './touch.ts';

export const onBatch: Touches = (action, input, tables) => {
  const byTable = input['RequestItems'];
  if (typeof byTable !== 'object' || byTable === null) return [];
  return Object.entries(byTable).map(([table, requests]: [string, unknown]) => ({
    action,
    table,
    leadingKeys: itemsIn(requests).flatMap((item) => leadingKeyOf(tables, table, item)),
  }));
};

/** A transaction is authorised as what it is made of. */
export const onTransaction: Touches = (operation, input, tables) => {
  const items = input['TransactItems'];
  if (!Array.isArray(items)) return [];
  return items.flatMap((each: unknown) =>
    Object.entries(PART_ACTIONS).flatMap(([part, action]) => {
      const request = memberOf(each, part);
      if (request === undefined || request === null) return [];
      const table = String(memberOf(request, 'TableName'));
      const leadingKeys = leadingKeyOf(tables, table, memberOf(request, 'Item') ?? memberOf(request, 'Key'));
      return [{ action, table, leadingKeys, enclosedBy: operation }];
    }),
  );
};

const PART_ACTIONS = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** Of BatchGetItem ({Keys}) or BatchWriteItem ([{PutRequest: {Item}}, {DeleteRequest: {Key}}]). */
function itemsIn(requests: unknown): unknown[] {
  const keys = memberOf(requests, 'Keys');
  if (Array.isArray(keys)) return keys;
  if (!Array.isArray(requests)) return [];
  return requests.map(
    (request: unknown) =>
      memberOf(memberOf(request, 'PutRequest'), 'Item') ??
      memberOf(memberOf(request, 'DeleteRequest'), 'Key'),
  );
}
