import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { INCIDENT_KEYS } from '../contracts/runbook-keys.ts';
import { CONTROL_TABLE } from '../contracts/tables.ts';
import { IncidentNotFoundError } from '../incidents/errors.ts';
import type { BoundedLine, LineBound } from '../incidents/ports.ts';
import { newTimelinePuts } from './incident-items.ts';
import { transact, type Transactor } from './transact.ts';

export interface BoundedAppend {
  readonly id: string;
  readonly line: BoundedLine;
  readonly bound: LineBound;
}

interface Target {
  readonly transactor: Transactor;
  readonly table: string;
}

/** Events are delivered again for hours at most. */
const COUNTED_SECONDS = 24 * 3_600;
const IS_NEW = 'attribute_not_exists(pk)';

/**
 * Lists the line, or lists it as the one that says that more are counted, or only counts it: each in one transaction
 * with the count, whose condition says whether it is that one's turn. The count never falls, so one pass is enough.
 * @returns false when the line was there, or counted, before
 * @throws IncidentNotFoundError
 */
export async function appendBounded(target: Target, append: BoundedAppend): Promise<boolean> {
  const { line, bound } = append;
  const turns = [
    { items: newTimelinePuts(target.table, append.id, line), turn: IS_BELOW },
    { items: newTimelinePuts(target.table, append.id, { ...line, text: bound.more }), turn: IS_AT },
    { items: counted(target, append), turn: EXISTS },
  ];
  for (const { items, turn } of turns) {
    const refused = await transact(target.transactor, () => [count(target, append, turn), ...items]);
    if (!refused) return true;
    const [ofCount, ...ofItems] = refused;
    if (ofItems.some(({ Code }) => Code === 'ConditionalCheckFailed')) return false;
    if (ofCount?.Item === undefined) break;
  }
  throw new IncidentNotFoundError(append.id);
}

const EXISTS = 'attribute_exists(pk)';
const IS_BELOW = `${EXISTS} AND (attribute_not_exists(#count) OR #count < :most)`;
const IS_AT = `${EXISTS} AND #count = :most`;

function count({ table }: Target, { id, line, bound }: BoundedAppend, turn: string): TransactWriteItem {
  return {
    Update: {
      TableName: table,
      Key: marshall(INCIDENT_KEYS.record(id)),
      UpdateExpression: 'ADD #count :one',
      ConditionExpression: turn,
      ExpressionAttributeNames: { '#count': `${line.kind}_count` },
      ExpressionAttributeValues: marshall({
        ':one': 1,
        ...(turn !== EXISTS && { ':most': bound.most }),
      }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

function counted({ table }: Target, { id, line, bound }: BoundedAppend): TransactWriteItem[] {
  const expires = Math.ceil(bound.now / 1_000) + COUNTED_SECONDS;
  return [
    {
      ConditionCheck: {
        TableName: table,
        Key: marshall(INCIDENT_KEYS.line(id, line.id)),
        ConditionExpression: IS_NEW,
      },
    },
    {
      Put: {
        TableName: table,
        Item: marshall({ ...INCIDENT_KEYS.counted(id, line.id), [CONTROL_TABLE.ttl]: expires }),
        ConditionExpression: IS_NEW,
      },
    },
  ];
}
