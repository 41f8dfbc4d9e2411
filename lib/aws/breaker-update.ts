import type { Update } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { closedFromTheStart, type Breaker } from '../breakers/breaker.ts';
import { BREAKER_KEYS } from '../contracts/breaker-keys.ts';
import { attributesOf, toBreaker, type Item } from './breaker-item.ts';
import { assign } from './update-expression.ts';

interface Transition {
  readonly from: Breaker;
  readonly to: Breaker;
  readonly changeId: string;
}

/** Replaces a breaker while its state and generation are those that were read. */
export function breakerUpdate(TableName: string, { from, to, changeId }: Transition) {
  // Checks are counted without a generation, so what was read of them may be old: only a new series resets them.
  const checks = to.series === from.series ? {} : { failed_checks: 0 };
  const update = assign({ ...attributesOf(to), ...checks, change_id: changeId });
  const isFirst = from.generation === 0;
  return {
    TableName,
    Key: marshall(BREAKER_KEYS.state(from.model)),
    ...update,
    ConditionExpression: isFirst
      ? 'attribute_not_exists(#generation)'
      : '#generation = :before AND #state = :from',
    ExpressionAttributeValues: {
      ...update.ExpressionAttributeValues,
      ...(isFirst ? {} : marshall({ ':before': from.generation, ':from': from.state })),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } satisfies Update;
}

/** What stands where the condition failed: `to`, when an earlier try of this same change had made it. */
export function standingInstead(
  item: Item | undefined,
  { to, changeId }: Pick<Transition, 'to' | 'changeId'>,
): Breaker {
  // The SDK tries again when an answer is lost: what stands in the way may be our own first try.
  if (item?.['change_id']?.S === changeId) return to;
  return item ? toBreaker(item) : closedFromTheStart(to.model);
}
