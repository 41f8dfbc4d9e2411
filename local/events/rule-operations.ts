import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Context } from './context.ts';
import { optionalBus, ruleName } from './names.ts';
import { operation, type Operation } from './operation.ts';
import { paginate, page } from './page.ts';
import { ruleArn, type LiveRule } from './rule.ts';

const named = v.strictObject({ Name: ruleName, EventBusName: optionalBus });

const putRule = v.strictObject({
  ...named.entries,
  EventPattern: v.exactOptional(v.pipe(v.string(), v.maxLength(4096))),
  ScheduleExpression: v.exactOptional(v.pipe(v.string(), v.maxLength(256))),
  State: v.exactOptional(v.picklist(['ENABLED', 'DISABLED']), 'ENABLED'),
  Description: v.exactOptional(v.pipe(v.string(), v.maxLength(512))),
  RoleArn: v.exactOptional(v.string()),
  /** Without effect on how a rule works; taken and not kept. */
  Tags: v.exactOptional(v.array(v.unknown())),
});

const listRules = v.strictObject({
  NamePrefix: v.exactOptional(v.string(), ''),
  EventBusName: optionalBus,
  ...page,
});

/** Operations on rules apart from their targets. */
export function ruleOperations(context: Context): Record<string, Operation> {
  const { registry, rules, environment } = context;
  return {
    PutRule: operation({
      input: putRule,
      permissions: (input) => on(context, 'PutRule', input),
      run: (input) => {
        const name = nameOf(input);
        rules.put(definitionOf(input));
        return { RuleArn: ruleArn(name, environment) };
      },
    }),
    DescribeRule: operation({
      input: named,
      permissions: (input) => on(context, 'DescribeRule', input),
      run: (input) => ({ ...describe(registry.get(nameOf(input))), CreatedBy: environment.account }),
    }),
    ListRules: operation({
      input: listRules,
      permissions: () => [{ action: 'events:ListRules', resource: '*' }],
      run: ({ NamePrefix, EventBusName, ...request }) => {
        checkBus(context, EventBusName);
        const found = registry
          .list()
          .filter(({ rule }) => rule.bus === EventBusName && rule.name.startsWith(NamePrefix));
        const { items, ...next } = paginate(found, request);
        return { Rules: items.map(describe), ...next };
      },
    }),
    ...stateOperations(context),
  };
}

function stateOperations(context: Context): Record<string, Operation> {
  const { registry, rules } = context;
  return {
    EnableRule: operation({
      input: named,
      permissions: (input) => on(context, 'EnableRule', input),
      run: (input) => {
        rules.setState(nameOf(input), 'ENABLED');
      },
    }),
    DisableRule: operation({
      input: named,
      permissions: (input) => on(context, 'DisableRule', input),
      run: (input) => {
        rules.setState(nameOf(input), 'DISABLED');
      },
    }),
    DeleteRule: operation({
      // Force is about rules that AWS services manage.
      input: v.strictObject({ ...named.entries, Force: v.exactOptional(v.boolean()) }),
      permissions: (input) => on(context, 'DeleteRule', input),
      run: (input) => {
        checkBus(context, input.EventBusName);
        registry.remove(nameOf(input));
      },
    }),
  };
}

interface Named {
  readonly Name: string;
  readonly EventBusName: string;
}

function nameOf({ Name, EventBusName }: Named) {
  return { name: Name, bus: EventBusName };
}

function on({ environment }: Context, action: string, input: Named) {
  return [{ action: `events:${action}`, resource: ruleArn(nameOf(input), environment) }];
}

function definitionOf(input: v.InferOutput<typeof putRule>) {
  const { EventPattern, ScheduleExpression, Description, RoleArn, State } = input;
  return {
    ...nameOf(input),
    state: State,
    ...(EventPattern !== undefined && { eventPattern: EventPattern }),
    ...(ScheduleExpression !== undefined && { scheduleExpression: ScheduleExpression }),
    ...(Description !== undefined && { description: Description }),
    ...(RoleArn !== undefined && { roleArn: RoleArn }),
  };
}

function describe({ rule, arn }: LiveRule) {
  return {
    Name: rule.name,
    Arn: arn,
    EventPattern: rule.eventPattern,
    ScheduleExpression: rule.scheduleExpression,
    State: rule.state,
    Description: rule.description,
    RoleArn: rule.roleArn,
    EventBusName: rule.bus,
  };
}

function checkBus({ registry }: Context, bus: string): void {
  if (registry.buses.has(bus)) return;
  throw new AwsError('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
}
