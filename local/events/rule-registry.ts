import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Environment } from '../cloud-assembly/resource.ts';
import type { EventStore } from './event-store.ts';
import { DEFAULT_BUS, makeLive, ruleKey, type LiveRule, type Rule } from './rule.ts';
import type { Schedules } from './schedules.ts';
import { checkTarget } from './target.ts';

export interface RuleName {
  readonly name: string;
  readonly bus: string;
}

/** The rules of all buses, kept and running. */
export interface RuleRegistry {
  readonly buses: ReadonlySet<string>;
  addBus(name: string): void;
  /** By name. */
  list(): readonly LiveRule[];
  find(name: RuleName): LiveRule | undefined;
  /** Throws ResourceNotFoundException. */
  get(name: RuleName): LiveRule;
  /** Throws ResourceNotFoundException for the bus, LimitExceededException, and what patterns, schedules and targets do. */
  set(rule: Rule): void;
  /** Throws ValidationException while there are targets. A rule that does not exist is no error. */
  remove(name: RuleName): void;
}

export interface RuleRegistryOptions {
  readonly environment: Environment;
  readonly store: EventStore;
  readonly schedules: Schedules;
}

/** Default quota, not adjustable. */
const MOST_TARGETS = 5;

export function createRuleRegistry({ environment, store, schedules }: RuleRegistryOptions): RuleRegistry {
  const buses = new Set([DEFAULT_BUS]);
  const lives = new Map<string, LiveRule>();

  const run = (live: LiveRule): void => {
    lives.set(ruleKey(live.rule), live);
    schedules.set(live);
  };
  // A template's rules of an earlier run count only once the template declares them again.
  for (const rule of store.rules.values()) {
    if (rule.declaredState === undefined) run(makeLive(rule, environment));
  }
  const find = (name: RuleName) => lives.get(ruleKey(name));

  return {
    buses,
    addBus: (name) => buses.add(name),
    list: () => [...lives.values()].sort((a, b) => (a.rule.name < b.rule.name ? -1 : 1)),
    find,
    get: (name) => {
      const live = find(name);
      if (live) return live;
      throw notFound(`Rule ${name.name} does not exist on EventBus ${name.bus}.`);
    },
    set: (rule) => {
      if (!buses.has(rule.bus)) throw notFound(`Event bus ${rule.bus} does not exist.`);
      if (rule.targets.length > MOST_TARGETS) throw tooManyTargets(rule);
      rule.targets.forEach(checkTarget);
      const live = makeLive(rule, environment);
      store.commit({ change: 'rule-set', rule });
      run(live);
    },
    remove: (name) => {
      const live = find(name);
      if (!live) return;
      if (live.rule.targets.length > 0) throw hasTargets();
      store.commit({ change: 'rule-gone', key: ruleKey(name) });
      lives.delete(ruleKey(name));
      schedules.remove(ruleKey(name));
    },
  };
}

function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

function tooManyTargets({ name }: Rule): AwsError {
  return new AwsError('LimitExceededException', `Rule ${name} would have more than ${MOST_TARGETS} targets.`);
}

function hasTargets(): AwsError {
  return new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
}
