import * as v from 'valibot';
import { CloudAssemblyError } from './cloud-assembly-error.ts';

const properties = v.record(v.string(), v.unknown());

const templateSchema = v.looseObject({
  Resources: v.record(
    v.string(),
    v.object({
      Type: v.string(),
      Properties: v.optional(properties, {}),
      Condition: v.optional(v.string()),
      DependsOn: v.optional(v.union([v.string(), v.array(v.string())]), []),
    }),
  ),
  Parameters: v.optional(
    v.record(
      v.string(),
      v.object({
        Type: v.string(),
        Default: v.optional(v.union([v.string(), v.number()])),
        AllowedValues: v.optional(v.array(v.union([v.string(), v.number()]))),
      }),
    ),
    {},
  ),
  Conditions: v.optional(v.record(v.string(), v.unknown()), {}),
  Mappings: v.optional(v.record(v.string(), v.record(v.string(), properties)), {}),
  Outputs: v.optional(
    v.record(v.string(), v.object({ Value: v.unknown(), Condition: v.optional(v.string()) })),
    {},
  ),
});

export type Template = v.InferOutput<typeof templateSchema>;

/** `Rules` is read only to let the CDK's own check of the bootstrap stack pass: there is no bootstrap here. */
const SECTIONS = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Resources',
  'Parameters',
  'Conditions',
  'Mappings',
  'Outputs',
  'Rules',
]);
const BOOTSTRAP_RULE = 'CheckBootstrapVersion';

export function parseTemplate(json: unknown): Template {
  const result = v.safeParse(templateSchema, json);
  if (!result.success) {
    const [issue] = result.issues;
    throw new CloudAssemblyError(`${v.getDotPath(issue) ?? 'the template'}: ${issue.message}`);
  }
  const unknown = Object.keys(result.output).filter((section) => !SECTIONS.has(section));
  if (unknown.length > 0) {
    throw new CloudAssemblyError(`the template has sections that are not supported: ${unknown.join(', ')}`);
  }
  const rules = Object.keys(v.parse(v.optional(properties, {}), result.output['Rules']));
  const [rule] = rules.filter((name) => name !== BOOTSTRAP_RULE);
  if (rule !== undefined) throw new CloudAssemblyError(`Rules.${rule}: rules are not supported`);
  return result.output;
}
