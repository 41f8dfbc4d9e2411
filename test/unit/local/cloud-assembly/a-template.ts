import { resolveStack, type ResolvedStack } from '../../../../local/cloud-assembly/resolve-stack.ts';
import { parseTemplate } from '../../../../local/cloud-assembly/template.ts';

export interface Given {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly ssm?: Readonly<Record<string, string>>;
}

/** Resolves a template of stack `app` in account 000000000000, us-east-1. */
export function resolveTemplate(template: object, given: Given = {}): ResolvedStack {
  const place = {
    stackName: 'app',
    environment: { account: '000000000000', region: 'us-east-1' },
    apiUrl: 'http://127.0.0.1:3000',
    awsUrl: 'http://127.0.0.1:4566',
    pseudo: { 'AWS::Region': 'us-east-1', 'AWS::Partition': 'aws', 'AWS::NoValue': undefined },
  };
  const sources = { given: given.parameters ?? {}, lookup: (name: string) => given.ssm?.[name] };
  return resolveStack(parseTemplate({ Resources: {}, ...template }), place, sources);
}

/** What one expression gives, among the other sections of a template. */
export function resolveExpression(expression: unknown, template: object = {}, given: Given = {}): unknown {
  const holder = { Type: 'AWS::SSM::Parameter', Properties: { Probe: expression } };
  const resources = 'Resources' in template ? (template.Resources as object) : {};
  const { resources: resolved } = resolveTemplate(
    { ...template, Resources: { ...resources, Holder: holder } },
    given,
  );
  return resolved.find(({ logicalId }) => logicalId === 'Holder')?.properties['Probe'];
}
