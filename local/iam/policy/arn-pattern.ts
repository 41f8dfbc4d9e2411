import { compileWildcard, type Matcher } from './wildcard.ts';

const SEGMENTS = 6;

/**
 * A pattern for ARNs: wildcards hold within one of the six segments, the last of which is the rest
 * ("IAM JSON policy elements: Resource"). Throws for a pattern that is neither `*` nor an ARN.
 */
export function compileArnPattern(pattern: string): Matcher {
  if (pattern === '*') return () => true;
  const wanted = splitArn(pattern);
  if (wanted.length < SEGMENTS || wanted[0] !== 'arn') {
    throw new Error(
      `'${pattern}' is not an ARN pattern: '*' or arn:partition:service:region:account:resource`,
    );
  }
  const matchers = wanted.map(compileWildcard);
  return (value) => {
    const given = splitArn(value);
    return given.length === SEGMENTS && given.every((segment, index) => matchers[index]?.(segment));
  };
}

function splitArn(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= SEGMENTS
    ? parts
    : [...parts.slice(0, SEGMENTS - 1), parts.slice(SEGMENTS - 1).join(':')];
}
