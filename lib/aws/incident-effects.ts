import type { CancellationReason, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { INCIDENT_KEYS } from '../contracts/runbook-keys.ts';
import { CONTROL_TABLE } from '../contracts/tables.ts';
import type { Effect } from '../incidents/ports.ts';

/** As long as an Idempotency-Key is. */
const REMEMBERED_SECONDS = 24 * 3_600;

/** First in its transaction: what the effect makes, under the condition that it has made nothing yet. */
export function effectPuts(TableName: string, effect: Effect | undefined, made: string): TransactWriteItem[] {
  if (!effect) return [];
  const expires = Math.ceil(effect.now / 1_000) + REMEMBERED_SECONDS;
  return [
    {
      Put: {
        TableName,
        Item: marshall({ ...INCIDENT_KEYS.effect(effect.id), made, [CONTROL_TABLE.ttl]: expires }),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
  ];
}

/** What the effect made before, if that was why the transaction that begins with it was refused. */
export function madeBy([reason]: readonly CancellationReason[]): string | undefined {
  return reason?.Item?.['made']?.S;
}

export function incidentExists(TableName: string, id: string): TransactWriteItem {
  return {
    ConditionCheck: {
      TableName,
      Key: marshall(INCIDENT_KEYS.record(id)),
      ConditionExpression: 'attribute_exists(pk)',
    },
  };
}
