import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { BundledFunction } from '../../cdk/constructs/bundled-function.ts';
import { targetsJson } from '../../cdk/constructs/targets-json.ts';
import { Targets } from '../../cdk/constructs/targets.ts';
import type { Config } from '../../lib/config/config.ts';
import { parseConfig } from '../../lib/config/parse-config.ts';
import { TARGETS_FILE, targetsConfig } from '../../lib/contracts/targets.ts';
import { targetsEnvironment } from '../../lib/contracts/targets-environment.ts';
import { filesWith } from '../unit/config/a-config.ts';
import { bundlesFolder } from '../support/built.ts';

const EXAMPLE = readFileSync('configs/examples/targets-aws.yaml', 'utf8');

function aConfig(texts: Record<string, string> = { 'targets.yaml': EXAMPLE }): Config {
  const parsed = parseConfig(filesWith(texts), 'local');
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
}

/** Four functions: one that only plans, one that acts, one that misses secrets, one that has nothing to do with targets. */
function aTemplate(config = aConfig()): Template {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const settings = {
    stage: config.stage,
    bundlesFolder: bundlesFolder(),
    metricsNamespace: 'Artisan/local',
  };
  const aFunction = (id: string, functionName: 'status' | 'runs' | 'traffic' | 'health') =>
    new BundledFunction(stack, id, {
      ...settings,
      functionName,
      description: id,
      memoryMb: 256,
      timeoutSeconds: 3,
    });
  const targets = new Targets(stack, 'Targets', { config });
  targets.grantRead(aFunction('Plans', 'status'));
  targets.grantChange(aFunction('Acts', 'runs'));
  aFunction('Else', 'traffic');
  targets.grantMiss(aFunction('Misses', 'health'));
  return Template.fromStack(stack);
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** `action on end of the resource` of each statement of a function's role, apart from its log. */
function grantsOf(template: Template, id: string): string[] {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([name]) =>
    name.startsWith(id),
  );
  return policies
    .flatMap(
      ([, { Properties }]) =>
        (Properties as { PolicyDocument: { Statement: Statement[] } }).PolicyDocument.Statement,
    )
    .flatMap(({ Effect, Action, Resource }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource].flat().map((resource) => `${action} on ${endOf(resource)}`))
        .map((grant) => (Effect === 'Deny' ? `no ${grant}` : grant)),
    )
    .filter((grant) => !grant.startsWith('logs:'))
    .sort();
}

function endOf(resource: unknown): string {
  const parts = JSON.stringify(resource).split(/"AWS::AccountId"\},?"?:?/);
  return (parts.at(-1) ?? '').replace(/"?\]\]\}$/, '').replaceAll('"', '');
}

function functionOf(template: Template, id: string): Record<string, unknown> {
  const [found] = Object.entries(template.findResources('AWS::Lambda::Function')).filter(([name]) =>
    name.startsWith(id),
  );
  return (found?.[1]?.['Properties'] ?? {}) as Record<string, unknown>;
}

const BY_PROXY = [
  'rds:DescribeDBProxyTargets on db-proxy:prx-0123456789abcdef0',
  'rds:DescribeDBProxyTargets on db:artisan',
  'rds:DescribeDBProxyTargets on target-group:prx-tg-0123456789abcdef0',
];

describe('who may change targets', () => {
  it('may do the actions of targets.yaml, each to its own resource, and nothing else', () => {
    expect(grantsOf(aTemplate(), 'Acts')).toEqual([
      'ecs:DescribeServices on service/production/api',
      'ecs:UpdateService on service/production/api',
      'ecs:UpdateService on service/production/qwen-llm',
      'elasticache:DescribeCacheClusters on cluster:artisan',
      'elasticache:RebootCacheCluster on cluster:artisan',
      'rds:DescribeDBInstances on db:artisan',
      ...BY_PROXY,
      'rds:RebootDBInstance on db:artisan',
      'ssm:GetParameter on parameter/artisan/local/targets/cache/webhook/change',
      'ssm:GetParameter on parameter/artisan/local/targets/cache/webhook/read',
      'ssm:GetParameter on parameter/artisan/local/targets/database/webhook/change',
      'ssm:GetParameter on parameter/artisan/local/targets/database/webhook/read',
    ]);
  });
});

describe('who plans changes', () => {
  it('may only look: no action that changes, and no secret that lets one', () => {
    expect(grantsOf(aTemplate(), 'Plans')).toEqual([
      'ecs:DescribeServices on service/production/api',
      'elasticache:DescribeCacheClusters on cluster:artisan',
      'rds:DescribeDBInstances on db:artisan',
      ...BY_PROXY,
      'ssm:GetParameter on parameter/artisan/local/targets/cache/webhook/read',
      'ssm:GetParameter on parameter/artisan/local/targets/database/webhook/read',
    ]);
  });

  it('is given the targets as variables that its schema takes', () => {
    const { Variables } = functionOf(aTemplate(), 'Plans')['Environment'] as {
      Variables: Record<string, unknown>;
    };
    const { TARGET_URLS, INTERNAL_ADDRESSES } = Variables;
    const [, asConfigured] = (TARGET_URLS as { 'Fn::If': unknown[] })['Fn::If'];

    const parsed = v.parse(v.strictObject(targetsEnvironment), {
      INTERNAL_ADDRESSES,
      TARGET_URLS: asConfigured,
    });

    expect(parsed.TARGET_URLS).toEqual({
      database: 'https://ops.example.com/artisan',
      cache: 'https://ops.example.com/artisan',
    });
  });
});

describe('who sees whether secrets are missing', () => {
  it('may get those that change something, and is denied to decrypt any', () => {
    expect(grantsOf(aTemplate(), 'Misses')).toEqual([
      'no kms:Decrypt on *',
      'ssm:GetParameter on parameter/artisan/local/targets/cache/webhook/change',
      'ssm:GetParameter on parameter/artisan/local/targets/database/webhook/change',
    ]);
  });
});

describe('targets.json', () => {
  it('says what functions need, without URLs and without what only IAM needs', () => {
    const { targets } = v.parse(targetsConfig, JSON.parse(targetsJson(aConfig())[TARGETS_FILE] ?? ''));

    expect(Object.keys(targets)).toEqual(['api', 'database', 'database_proxy', 'cache', 'qwen']);
    expect(JSON.stringify(targets)).not.toMatch(/https:|"resource"/);
  });
});

describe('the VPC of a stage', () => {
  const vpc = { subnets: ['subnet-0a1b2c3d', 'subnet-0a1b2c3e'], security_groups: ['sg-0a1b2c3d'] };

  it('is joined by functions that touch targets, and by no other', () => {
    const config = aConfig();
    const template = aTemplate({ ...config, stage: { ...config.stage, vpc } });

    for (const id of ['Plans', 'Acts']) {
      expect(functionOf(template, id)['VpcConfig']).toEqual({
        SubnetIds: vpc.subnets,
        SecurityGroupIds: vpc.security_groups,
      });
      expect(grantsOf(template, id)).toContain('ec2:CreateNetworkInterface on *');
    }
    expect(functionOf(template, 'Else')['VpcConfig']).toBeUndefined();
    expect(grantsOf(template, 'Else')).toEqual([]);
  });

  it('is none unless the stage names one', () => {
    expect(functionOf(aTemplate(), 'Acts')['VpcConfig']).toBeUndefined();
  });
});
