import { SERVED } from '../../../contracts/target-names.ts';
import { rule, type Rule } from '../../check/rule.ts';
import type { Finding } from '../../problem.ts';
import { targets, type TargetSection } from './sections.ts';
import { waysOf } from './ways.ts';

function eachTarget(findings: (target: TargetSection, name: string) => readonly Finding[]): Rule {
  return rule(targets, (all) => Object.entries(all).flatMap(([name, target]) => findings(target, name)));
}

const oneWayEach = eachTarget((target, name) =>
  SERVED.flatMap((what) => {
    const ways = waysOf(target, what).map((way) => way.name);
    if (ways.length < 2) return [];
    return [{ path: [name], found: `${what} by ${ways.join(' and ')}`, allowed: 'one way for each' }];
  }),
);

/** Whatever a runbook asks for, something has to say where it ends. */
const limitsAreThere = eachTarget((target, name) => [
  ...missing([name, 'max_replicas'], waysOf(target, 'scale').length > 0 && target.max_replicas === undefined),
  ...missing(
    [name, 'bypass_rate_per_second'],
    waysOf(target, 'bypass_cache').length > 0 && target.bypass_rate_per_second === undefined,
  ),
]);

/** A count is set whole, so it has to be known first: a runbook that scales up must not take replicas away. */
const awsScalingIsCounted = eachTarget((target, name) =>
  missing(
    [name, 'aws', 'check', 'values', 'replicas'],
    target.aws?.scale !== undefined && target.aws.check?.values['replicas'] === undefined,
  ),
);

const expectedValuesAreRead = eachTarget(({ aws = {} }, name) =>
  Object.entries(aws).flatMap(([what, { values, expect, in_progress }]) => [
    ...unread([name, 'aws', what, 'expect'], expect, values),
    ...unread([name, 'aws', what, 'in_progress'], in_progress, aws.check?.values ?? {}),
  ]),
);

export const targetRules: readonly Rule[] = [
  oneWayEach,
  limitsAreThere,
  awsScalingIsCounted,
  expectedValuesAreRead,
];

function missing(path: readonly string[], isMissing: boolean): readonly Finding[] {
  return isMissing ? [{ path, found: 'nothing', allowed: 'a value: what needs it is configured' }] : [];
}

/** @param read what the answer is read for, by name */
function unread(
  path: readonly string[],
  named: Readonly<Record<string, unknown>>,
  read: Readonly<Record<string, unknown>>,
): readonly Finding[] {
  return Object.keys(named)
    .filter((value) => !Object.hasOwn(read, value))
    .map((value) => ({
      path: [...path, value],
      found: 'a value that is not read',
      allowed: `one of values: ${Object.keys(read).join(', ') || 'none is read'}`,
    }));
}
