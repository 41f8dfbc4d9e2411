import type { Resource } from '../../../../local/cloud-assembly/resource.ts';
import { decide } from '../../../../local/iam/authority.ts';
import { credentialVariables } from '../../../../local/iam/credentials.ts';
import type { Identity } from '../../../../local/iam/identity.ts';
import { createIdentityRegistry } from '../../../../local/iam/registry/identity-registry.ts';

const ENVIRONMENT = { account: '123456789012', region: 'us-east-1' };
const POLICY_ARN = 'arn:aws:iam::123456789012:policy';
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

const aResource = (type: string, physicalId: string, properties: Record<string, unknown>): Resource => ({
  logicalId: `Logical${physicalId}`,
  type: `AWS::IAM::${type}`,
  physicalId,
  properties,
});
const allowing = (action: string) => ({
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] },
});
const aRole = (name: string, properties: Record<string, unknown> = {}) =>
  aResource('Role', name, { AssumeRolePolicyDocument: {}, ...properties });
const aPolicy = (name: string, action: string, roles: readonly string[]) =>
  aResource('Policy', name, { PolicyName: name, Roles: roles, ...allowing(action) });
const aManagedPolicy = (name: string, action: string, properties: Record<string, unknown> = {}) =>
  aResource('ManagedPolicy', `${POLICY_ARN}/${name}`, { ...allowing(action), ...properties });

const registryOf = (...resources: readonly Resource[]) =>
  createIdentityRegistry({ resources, environment: ENVIRONMENT });
const may = (identity: Identity | undefined, action: string) =>
  identity && decide(identity, { action, resource: '*' }, ENVIRONMENT) === 'allowed';

describe('the identities of a template', () => {
  it('are its roles, with every policy the template attaches to them and no other', () => {
    const registry = registryOf(
      aRole('select', {
        ManagedPolicyArns: [BASIC, `${POLICY_ARN}/shared`],
        Policies: [{ PolicyName: 'own', ...allowing('a:Inline') }],
      }),
      aRole('traffic'),
      aPolicy('default', 'a:Policy', ['select']),
      aManagedPolicy('shared', 'a:Referred'),
      aManagedPolicy('named', 'a:Attached', { Roles: ['select'] }),
      aManagedPolicy('other', 'a:Other', { Roles: ['traffic'] }),
    );

    const actions = [
      'logs:PutLogEvents',
      'a:Inline',
      'a:Policy',
      'a:Referred',
      'a:Attached',
      'a:Other',
      'b:Any',
    ];
    expect(actions.filter((action) => may(registry.role('select'), action))).toEqual(actions.slice(0, 5));
    expect(actions.filter((action) => may(registry.role('traffic'), action))).toEqual(['a:Other']);
    expect(registry.users).toEqual([]);
  });

  it('are found by name, ARN, session and access key', () => {
    const registry = registryOf(aRole('select', { Path: '/service/' }));

    const role = registry.role('select');
    expect(role.arn).toBe('arn:aws:sts::123456789012:assumed-role/select/local');
    expect(registry.role('arn:aws:iam::123456789012:role/service/select')).toBe(role);
    expect(registry.byArn(role.arn)).toBe(role);
    expect(registry.byAccessKeyId(role.credentials.accessKeyId)).toBe(role);
    expect(registry.byAccessKeyId('AKIANOBODY')).toBeUndefined();
    expect(() => registry.role('nobody')).toThrow('There is no role nobody; the template has: select');
  });

  it('include a user for each managed policy that is attached to nobody', () => {
    const registry = registryOf(aManagedPolicy('trainer', 'a:Train'), aManagedPolicy('serving', 'a:Serve'));

    expect(registry.users.map(({ name, arn }) => [name, arn])).toEqual([
      ['trainer', 'arn:aws:iam::123456789012:user/trainer'],
      ['serving', 'arn:aws:iam::123456789012:user/serving'],
    ]);
    expect(registry.users.map((user) => may(user, 'a:Train'))).toEqual([true, false]);
  });

  it('include root, who may do all', () => {
    const { root } = registryOf();

    expect(may(root, 'anything:AtAll')).toBe(true);
    expect(root.arn).toBe('arn:aws:iam::123456789012:root');
  });

  it('have new keys at every start, unless they are given', () => {
    const template = [aRole('select'), aManagedPolicy('trainer', 'a:Train')];
    const [first, second] = [registryOf(...template), registryOf(...template)];
    const fixed = createIdentityRegistry({
      resources: template,
      environment: ENVIRONMENT,
      issue: (kind, name) => ({ accessKeyId: `${kind}-${name}`, secretAccessKey: 's' }),
    });

    const keysOf = ({ credentials }: Identity) => credentials;
    expect(keysOf(first.role('select'))).not.toEqual(keysOf(second.role('select')));
    expect(keysOf(first.role('select')).accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(keysOf(first.root)).toEqual({
      accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/) as unknown,
      secretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/) as unknown,
    });
    expect(fixed.users.map((user) => keysOf(user).accessKeyId)).toEqual(['user-trainer']);
    expect(first.role('select').userId).toBe(second.role('select').userId);
  });

  it('hand an SDK its credentials', () => {
    const { credentials } = registryOf(aRole('select')).role('select');

    expect(credentialVariables(credentials)).toEqual({
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    });
    expect(credentialVariables({ accessKeyId: 'a', secretAccessKey: 'b' })).not.toHaveProperty(
      'AWS_SESSION_TOKEN',
    );
  });

  it.each<[string, Resource, string]>([
    ['a user', aResource('User', 'u', {}), 'AWS::IAM::User'],
    [
      'a policy for users',
      aResource('Policy', 'p', { PolicyName: 'p', Users: ['u'], ...allowing('a:b') }),
      'Users',
    ],
    ['a permissions boundary', aRole('r', { PermissionsBoundary: 'x' }), 'PermissionsBoundary'],
    [
      'an unknown managed policy of AWS',
      aRole('r', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'] }),
      'PowerUserAccess',
    ],
    [
      'an inherited name for a managed policy',
      aRole('r', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/toString'] }),
      'toString',
    ],
    ['a policy for a role that is not there', aPolicy('p', 'a:b', ['gone']), 'gone'],
    [
      'a policy that cannot be judged',
      aResource('Policy', 'p', {
        PolicyName: 'p',
        Roles: [],
        PolicyDocument: { Statement: { Effect: 'Allow', Action: 'a:b', Resource: 'x' } },
      }),
      'AWS::IAM::Policy Logicalp: ',
    ],
  ])('refuse %s', (_, resource, named) => {
    expect(() => registryOf(resource)).toThrow(named);
  });
});
