import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { FUNCTION_NAMES } from '../../lib/contracts/names.ts';
import { templateOf } from '../support/built.ts';
import { configsWith } from '../support/runbooks/with-runbook.ts';
import { synthesized } from '../support/synthesized.ts';

const VPC = { SubnetIds: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] };

interface FunctionProperties {
  readonly FunctionName: string;
  readonly VpcConfig?: object;
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

type Functions = ReadonlyMap<string, FunctionProperties>;

function functionsOf(template: Template): Functions {
  return new Map(
    Object.values(template.findResources('AWS::Lambda::Function'))
      .map((resource) => resource['Properties'] as FunctionProperties)
      .map((properties) => [properties.FunctionName.replace('artisan-local-', ''), properties]),
  );
}

/** Stage `local` with a VPC. */
function templateInVpc(): Template {
  const stage = readFileSync('configs/stages/local.yaml', 'utf8');
  const { SubnetIds, SecurityGroupIds } = VPC;
  const vpc = JSON.stringify({ subnets: SubnetIds, security_groups: SecurityGroupIds });
  const changed = stage.replace(
    / {2}vpc:\n {4}subnets: \[\]\n {4}security_groups: \[\]\n/,
    `  vpc: ${vpc}\n`,
  );
  if (changed === stage) throw new Error('The stage has no vpc to replace');
  const configs = configsWith({}, { files: { 'stages/local.yaml': changed } });
  const { template, remove } = synthesized('local', { configsFolder: configs.folder });
  const inVpc = template();
  remove();
  configs.remove();
  return inVpc;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Condition?: unknown;
}

/** What the policies of roles say of network interfaces. */
function networkStatements(template: Template): readonly (readonly Statement[])[] {
  return Object.values(template.findResources('AWS::IAM::Policy'))
    .map((policy) => policy['Properties'] as { PolicyDocument: { Statement: readonly Statement[] } })
    .map(({ PolicyDocument: { Statement: statements } }) =>
      statements.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('ec2:'))),
    )
    .filter((statements) => statements.length > 0);
}

describe('the VPC of a stage', () => {
  let inVpc: Template;
  beforeAll(() => {
    inVpc = templateInVpc();
  });

  it('is joined by every function that touches targets or health URLs, and by no other', () => {
    const functions = functionsOf(inVpc);

    // Calling goes by the addresses that the stage allows; `health` only names the models that are probed.
    const touching = [...functions].filter(
      ([
        ,
        {
          Environment: { Variables },
        },
      ]) => {
        const calls = Object.hasOwn(Variables, 'INTERNAL_ADDRESSES');
        return calls && (Object.hasOwn(Variables, 'TARGET_URLS') || Object.hasOwn(Variables, 'HEALTH_URLS'));
      },
    );
    const joined = [...functions].filter(([, { VpcConfig }]) => VpcConfig !== undefined);

    expect([...functions.keys()].sort()).toEqual([...FUNCTION_NAMES].sort());
    expect(joined.map(([name]) => name).sort()).toEqual(['health-prober', 'runbook-plans', 'runbook-steps']);
    expect(joined.map(([name]) => name).sort()).toEqual(touching.map(([name]) => name).sort());
    for (const [, { VpcConfig }] of joined) expect(VpcConfig).toEqual(VPC);
  });

  it('lets Lambda make network interfaces as the role of a function, and not the code of that', () => {
    const roles = networkStatements(inVpc);

    const denied = roles.map((statements) => {
      const [allow, deny, ...more] = statements;
      expect([allow?.Effect, deny?.Effect, more]).toEqual(['Allow', 'Deny', []]);
      expect(deny?.Action).toEqual(expect.arrayContaining([allow?.Action].flat()));
      return /function:artisan-local-([a-z-]+)/.exec(JSON.stringify(deny?.Condition))?.[1];
    });
    expect(denied.toSorted()).toEqual(['health-prober', 'runbook-plans', 'runbook-steps']);
    expect(JSON.stringify(roles[0]?.[1]?.Condition)).toMatch(
      /^{"ArnEquals":{"lambda:SourceFunctionArn":.*:lambda:/,
    );
  });

  it('is joined by none where the stage names none', () => {
    const functions = functionsOf(Template.fromJSON(templateOf('local')));

    expect([...functions.values()].filter(({ VpcConfig }) => VpcConfig !== undefined)).toEqual([]);
  });
});
