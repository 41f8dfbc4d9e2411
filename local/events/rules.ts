import type { Clock } from '../clock/clock.ts';
import type { EventStore } from './event-store.ts';
import { ruleKey, type Rule } from './rule.ts';
import type { RuleName, RuleRegistry } from './rule-registry.ts';
import type { Target } from './target.ts';

/** What a template or PutRule says about a rule. */
export type RuleDefinition = Omit<Rule, 'createdAt' | 'targets' | 'declaredState'>;

/** The ways a rule comes about and changes. All throw what the registry throws. */
export interface Rules {
  /** Keeps the targets of a rule of that name. */
  put(definition: RuleDefinition): void;
  /** A rule of a template. It keeps the state that API calls gave it for as long as the template's stays the same. */
  declare(definition: RuleDefinition, targets: readonly Target[]): void;
  setState(name: RuleName, state: Rule['state']): void;
  setTargets(name: RuleName, targets: readonly Target[]): void;
}

export interface RulesOptions {
  readonly clock: Clock;
  readonly store: EventStore;
  readonly registry: RuleRegistry;
}

export function createRules({ clock, store, registry }: RulesOptions): Rules {
  /** An interval that is unchanged goes on counting from where it began. */
  const createdAt = (definition: RuleDefinition, earlier: Rule | undefined): number =>
    earlier && earlier.scheduleExpression === definition.scheduleExpression ? earlier.createdAt : clock.now();

  return {
    put: (definition) => {
      const earlier = registry.find(definition)?.rule;
      const declared = earlier?.declaredState;
      registry.set({
        ...definition,
        targets: earlier?.targets ?? [],
        createdAt: createdAt(definition, earlier),
        ...(declared && { declaredState: declared }),
      });
    },
    declare: (definition, targets) => {
      const earlier = store.rules.get(ruleKey(definition));
      const isUnchanged = earlier?.declaredState === definition.state;
      registry.set({
        ...definition,
        state: isUnchanged ? earlier.state : definition.state,
        targets: [...targets],
        createdAt: createdAt(definition, earlier),
        declaredState: definition.state,
      });
    },
    setState: (name, state) => {
      registry.set({ ...registry.get(name).rule, state });
    },
    setTargets: (name, targets) => {
      registry.set({ ...registry.get(name).rule, targets: [...targets] });
    },
  };
}
