import * as v from 'valibot';
import type { Context } from './context.ts';
import { optionalBus, ruleName } from './names.ts';
import { operation, type Operation } from './operation.ts';
import { page, paginate } from './page.ts';
import { ruleArn } from './rule.ts';
import { targetSchema, type Target } from './target.ts';

const ofRule = { Rule: ruleName, EventBusName: optionalBus };

/** Operations on the targets of a rule. */
export function targetOperations({ registry, rules, environment }: Context): Record<string, Operation> {
  const nameOf = (input: { Rule: string; EventBusName: string }) => ({
    name: input.Rule,
    bus: input.EventBusName,
  });
  const on = (action: string, input: { Rule: string; EventBusName: string }) => [
    { action: `events:${action}`, resource: ruleArn(nameOf(input), environment) },
  ];
  return {
    PutTargets: operation({
      input: v.strictObject({
        ...ofRule,
        Targets: v.pipe(v.array(targetSchema), v.minLength(1), v.maxLength(100)),
      }),
      permissions: (input) => on('PutTargets', input),
      run: (input) => {
        const { targets } = registry.get(nameOf(input)).rule;
        rules.setTargets(nameOf(input), merge(targets, input.Targets));
        return { FailedEntryCount: 0, FailedEntries: [] };
      },
    }),
    RemoveTargets: operation({
      input: v.strictObject({
        ...ofRule,
        Ids: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(100)),
        Force: v.exactOptional(v.boolean()),
      }),
      permissions: (input) => on('RemoveTargets', input),
      run: (input) => {
        const { targets } = registry.get(nameOf(input)).rule;
        const unknown = input.Ids.filter((id) => !targets.some(({ Id }) => Id === id));
        rules.setTargets(
          nameOf(input),
          targets.filter(({ Id }) => !input.Ids.includes(Id)),
        );
        return { FailedEntryCount: unknown.length, FailedEntries: unknown.map(notOnRule) };
      },
    }),
    ListTargetsByRule: operation({
      input: v.strictObject({ ...ofRule, ...page }),
      permissions: (input) => on('ListTargetsByRule', input),
      run: (input) => {
        const { items, ...next } = paginate(registry.get(nameOf(input)).rule.targets, input);
        return { Targets: items, ...next };
      },
    }),
  };
}

/** A target with an id that is there takes that one's place. */
function merge(present: readonly Target[], put: readonly Target[]): Target[] {
  return [...new Map([...present, ...put].map((target) => [target.Id, target])).values()];
}

function notOnRule(TargetId: string) {
  return {
    TargetId,
    ErrorCode: 'ResourceNotFoundException',
    ErrorMessage: `Rule has no target with id ${TargetId}.`,
  };
}
