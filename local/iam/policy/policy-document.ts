import * as v from 'valibot';
import { compileArnPattern } from './arn-pattern.ts';
import { compileCondition, type Condition, type PolicyKind } from './condition.ts';
import { compileWildcard, type Matcher } from './wildcard.ts';

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly matchesAction: Matcher;
  readonly matchesResource: Matcher;
  readonly holds: Condition;
}

export const OneOrMany = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => [value].flat()),
);

const ConditionValues = v.pipe(
  v.union([v.string(), v.boolean(), v.number(), v.array(v.union([v.string(), v.boolean(), v.number()]))]),
  v.transform((value) => [value].flat().map(String)),
);

export const StatementSchema = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
  Action: v.optional(OneOrMany),
  NotAction: v.optional(OneOrMany),
  Resource: v.optional(OneOrMany),
  NotResource: v.optional(OneOrMany),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), ConditionValues))),
});

/** An identity-based policy document: a Principal in it is an error. */
export const PolicyDocument = v.strictObject({
  Version: v.optional(v.picklist(['2012-10-17', '2008-10-17'])),
  Id: v.optional(v.string()),
  Statement: v.pipe(
    v.unknown(),
    v.transform((value): unknown[] => [value].flat()),
    v.array(StatementSchema),
  ),
});

/** Throws, naming it, for anything this stack would have to ignore. */
export const compilePolicy = (document: v.InferOutput<typeof PolicyDocument>): Statement[] =>
  document.Statement.map((statement) => compileStatement(statement));

/** As compilePolicy. */
export const compileStatement = (
  statement: v.InferOutput<typeof StatementSchema>,
  kind: PolicyKind = 'identity',
): Statement => ({
  effect: statement.Effect,
  matchesAction: either(statement, 'Action', compileAction),
  matchesResource: either(statement, 'Resource', compileResource),
  holds: compileCondition(statement.Condition ?? {}, kind),
});

function either(
  statement: v.InferOutput<typeof StatementSchema>,
  element: 'Action' | 'Resource',
  compile: (pattern: string) => Matcher,
): Matcher {
  const { [element]: wanted, [`Not${element}` as const]: unwanted } = statement;
  if ((wanted === undefined) === (unwanted === undefined)) {
    throw new Error(`A statement needs either ${element} or Not${element}`);
  }
  const matchers = (wanted ?? unwanted ?? []).map(compile);
  const any: Matcher = (value) => matchers.some((match) => match(value));
  return wanted === undefined ? (value) => !any(value) : any;
}

/** Action names know no case. */
function compileAction(pattern: string): Matcher {
  const match = compileWildcard(pattern.toLowerCase());
  return (action) => match(action.toLowerCase());
}

function compileResource(pattern: string): Matcher {
  if (pattern.includes('${')) throw new Error(`Policy variables are not supported: '${pattern}'`);
  return compileArnPattern(pattern);
}
