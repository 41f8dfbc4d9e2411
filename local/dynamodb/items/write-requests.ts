import * as deleteItem from 'dynalite/validations/deleteItem.js';
import type { Types } from 'dynalite/validations/index.js';
import * as putItem from 'dynalite/validations/putItem.js';
import type { WriteOptions } from 'dynalite/validations/putItem.js';
import * as updateItem from 'dynalite/validations/updateItem.js';
import { asDynamoDb } from '../engine/conditions.ts';
import { assertOperands } from '../engine/operand-checks.ts';
import { invalid, type Validation } from '../engine/request.ts';

/** dynalite does not know the parameter. */
export const ON_CONDITION_FAILURE = {
  ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] },
};

const extended = <Input>({ types, custom }: Required<Validation<Input>>): Required<Validation<Input>> => {
  const all: Types<Input> = { ...types, ...ON_CONDITION_FAILURE };
  return { types: all, custom };
};

export const PUT = extended(putItem);
export const UPDATE = extended(updateItem);
export const DELETE = extended(deleteItem);

/** A checked request, its condition made to mean what it means to DynamoDB. */
export function withExactCondition<Input extends WriteOptions>(input: Input): Input {
  if (input.ReturnItemCollectionMetrics === 'SIZE') {
    throw invalid('ReturnItemCollectionMetrics SIZE is not supported by this local DynamoDB');
  }
  const { _condition: condition } = input;
  if (condition) assertOperands(condition.expression, 'ConditionExpression');
  return {
    ...input,
    ...(condition && { _condition: { ...condition, expression: asDynamoDb(condition.expression) } }),
  };
}
