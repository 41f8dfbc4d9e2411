import { compileArnPattern } from './arn-pattern.ts';
import { compileWildcard, type Matcher } from './wildcard.ts';

/** How one value of a request is held against one value of a policy. */
type Comparison = (wanted: string) => Matcher;

const equals: Comparison = (wanted) => (value) => value === wanted;
const equalsIgnoringCase: Comparison = (wanted) => (value) => value.toLowerCase() === wanted.toLowerCase();

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoringCase,
  StringLike: compileWildcard,
  ArnEquals: compileArnPattern,
  ArnLike: compileArnPattern,
  Bool: equalsIgnoringCase,
};

export interface Operator {
  readonly quantifier: 'single' | 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  readonly negated: boolean;
  readonly comparison: Comparison;
}

/**
 * `ForAllValues:StringNotLikeIfExists` taken apart. Throws for an operator this stack does not know.
 * Source: "IAM JSON policy elements: Condition operators".
 */
export function parseOperator(name: string): Operator {
  const parts = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name);
  const [, quantifier, base = '', ifExists] = parts ?? [];
  const positive = base.replace(/^(String|Arn)Not/, '$1');
  const comparison = Object.hasOwn(COMPARISONS, positive) ? COMPARISONS[positive] : undefined;
  if (!comparison) {
    const known = `${Object.keys(COMPARISONS).join(', ')}, their Not, IfExists, ForAllValues: and ForAnyValue: forms, Null`;
    throw new Error(`The condition operator ${name} is not supported; these are: ${known}`);
  }
  return {
    quantifier: quantifier === 'ForAllValues' || quantifier === 'ForAnyValue' ? quantifier : 'single',
    ifExists: ifExists !== undefined,
    negated: positive !== base,
    comparison,
  };
}
