import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { executionItem, type ExecutionItem } from '../contracts/execution-item.ts';
import type { GateItem } from '../contracts/gate-item.ts';
import type { LockItem } from '../contracts/lock-item.ts';
import { GATE_KEYS, LOCK_KEYS } from '../contracts/runbook-keys.ts';

type Item = Record<string, AttributeValue>;

export function parseExecution(item: Item): ExecutionItem {
  return v.parse(executionItem, unmarshall(item));
}

/** The record, or its line in the list, under the key given. */
export function executionItemAt(key: Readonly<Record<string, string>>, execution: ExecutionItem): Item {
  const stored: v.InferInput<typeof executionItem> = {
    ...execution,
    input: JSON.stringify(execution.input),
  };
  return marshall({ ...key, ...stored });
}

/** A put of the version after the one that was read. */
export function gatePut(TableName: string, gate: GateItem) {
  const Item = marshall({ ...GATE_KEYS.gate(gate.runbook, gate.resource), ...gate });
  if (gate.version === 1) return { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    TableName,
    Item,
    ConditionExpression: 'version = :before',
    ExpressionAttributeValues: marshall({ ':before': gate.version - 1 }),
  };
}

/** Takes a lock that has the fence before this one and is held by nobody at `now`: a lease that was renewed holds. */
export function lockPut(TableName: string, lock: LockItem, now: number) {
  const Item = marshall({ ...LOCK_KEYS.lock(lock.resource), ...lock });
  if (lock.fence === 1) return { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    TableName,
    Item,
    ConditionExpression: 'fence = :before AND (attribute_not_exists(#owner) OR #until <= :now)',
    ExpressionAttributeNames: { '#owner': 'owner', '#until': 'until' },
    ExpressionAttributeValues: marshall({ ':before': lock.fence - 1, ':now': now }),
  };
}
