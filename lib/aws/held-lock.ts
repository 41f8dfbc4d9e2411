import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { HeldLock } from '../contracts/lock-item.ts';
import { LOCK_KEYS } from '../contracts/runbook-keys.ts';

/** Holds a transaction to a lock: its owner and fence are compared, not the lease's end (docs/adr/0036). */
export function whileLockIsHeld(TableName: string, { resource, owner, fence }: HeldLock): TransactWriteItem {
  return {
    ConditionCheck: {
      TableName,
      Key: marshall(LOCK_KEYS.lock(resource)),
      ConditionExpression: '#owner = :owner AND fence = :fence',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: marshall({ ':owner': owner, ':fence': fence }),
    },
  };
}
