import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Resource } from '../cloud-assembly/resource.ts';
import { optionalBus, ruleName } from './names.ts';
import { isObject } from './pattern/json.ts';
import type { RuleRegistry } from './rule-registry.ts';
import type { Rules } from './rules.ts';
import { targetSchema } from './target.ts';

/** "AWS::Events::EventBus"; archives, policies, keys and dead letters of a bus are not supported. */
const busSchema = v.strictObject({
  Name: v.pipe(v.string(), v.regex(/^[\w.-]{1,256}$/)),
  Description: v.exactOptional(v.string()),
  Tags: v.exactOptional(v.unknown()),
});

/** "AWS::Events::Rule" of the CloudFormation reference. */
const ruleSchema = v.strictObject({
  Name: v.exactOptional(ruleName),
  EventBusName: optionalBus,
  Description: v.exactOptional(v.string()),
  EventPattern: v.exactOptional(v.custom<Readonly<Record<string, unknown>>>(isObject, 'no JSON object')),
  ScheduleExpression: v.exactOptional(v.string()),
  State: v.exactOptional(v.picklist(['ENABLED', 'DISABLED']), 'ENABLED'),
  RoleArn: v.exactOptional(v.string()),
  Targets: v.exactOptional(v.array(targetSchema), []),
  Tags: v.exactOptional(v.unknown()),
});

/** Throws a sentence for what is not supported. Buses first: rules name them. */
export function provisionEvents(
  resources: readonly Resource[],
  { registry, rules }: { registry: RuleRegistry; rules: Rules },
): void {
  for (const resource of resources.filter(({ type }) => type === 'AWS::Events::EventBus')) {
    registry.addBus(parse(busSchema, resource).Name);
  }
  for (const resource of resources.filter(({ type }) => type === 'AWS::Events::Rule')) {
    provisionRule(resource, rules);
  }
}

function provisionRule(resource: Resource, rules: Rules): void {
  const properties = parse(ruleSchema, resource);
  const { EventPattern, ScheduleExpression, Description, RoleArn } = properties;
  const definition = {
    name: properties.Name ?? nameOf(resource),
    bus: properties.EventBusName,
    state: properties.State,
    ...(EventPattern && { eventPattern: JSON.stringify(EventPattern) }),
    ...(ScheduleExpression !== undefined && { scheduleExpression: ScheduleExpression }),
    ...(Description !== undefined && { description: Description }),
    ...(RoleArn !== undefined && { roleArn: RoleArn }),
  };
  try {
    rules.declare(definition, properties.Targets);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new Error(`${resource.type} ${resource.logicalId}: ${error.message}`, { cause: error });
  }
}

/** `Ref` of a rule is its name, after `bus|` on a bus of one's own. */
function nameOf({ physicalId }: Resource): string {
  return physicalId.slice(physicalId.lastIndexOf('|') + 1);
}

function parse<Schema extends v.GenericSchema>(schema: Schema, resource: Resource): v.InferOutput<Schema> {
  const result = v.safeParse(schema, resource.properties);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? 'properties';
  const reason = issue.expected === 'never' ? 'is not supported' : issue.message;
  throw new Error(`${resource.type} ${resource.logicalId}: ${path}: ${reason}`);
}
