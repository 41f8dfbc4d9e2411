import { createAwsTarget } from '../../../lib/aws/aws-target.ts';
import { createTargets } from '../../../lib/targets/targets.ts';
import { anEffect } from '../../support/targets/an-effect.ts';
import { serveAsAws, type AwsEndpoint } from '../../support/targets/aws-endpoint.ts';
import { anAwsWorld, anExampleTarget, queryError } from '../../support/targets/aws-example.ts';
import { failureOf } from '../../support/targets/target-world.ts';

let aws: AwsEndpoint;
beforeEach(async () => {
  aws = await serveAsAws();
});
afterEach(() => aws.restore());

const planOf = (aws: Parameters<typeof createAwsTarget>[1]) =>
  createTargets({
    database: { config: {}, adapters: [createAwsTarget('database', aws, anAwsWorld())] },
  }).plan('database', { name: 'restart' });

/** The form of a query service, but for what is the same in each. */
const formOf = (body: string) =>
  Object.fromEntries([...new URLSearchParams(body)].filter(([key]) => key !== 'Version'));

const serviceOf = (authorization: unknown) =>
  /Credential=AKIATEST\/\d{8}\/([^,]+)\/aws4_request/.exec(String(authorization))?.[1];

describe('a service of ECS', () => {
  it('is scaled by UpdateService, as JSON 1.1', async () => {
    aws.otherwise(() => ({ status: 200, body: '{"service": {"desiredCount": 8}}' }));

    const text = await anExampleTarget('api').apply({ name: 'scale', replicas: 8 }, anEffect());

    const [asked] = aws.asked;
    expect(text).toBe('ecs has taken UpdateService');
    expect(JSON.parse(asked?.body ?? '')).toEqual({ cluster: 'production', service: 'api', desiredCount: 8 });
    expect(asked?.headers).toMatchObject({
      'x-amz-target': 'AmazonEC2ContainerServiceV20141113.UpdateService',
      'content-type': 'application/x-amz-json-1.1',
    });
    expect(serviceOf(asked?.headers['authorization'])).toBe('eu-west-1/ecs');
  });

  it('is restarted by a new deployment', async () => {
    aws.otherwise(() => ({ status: 200, body: '{}' }));

    await anExampleTarget('api').apply({ name: 'restart' }, anEffect());

    expect(JSON.parse(aws.asked[0]?.body ?? '')).toEqual({
      cluster: 'production',
      service: 'api',
      forceNewDeployment: true,
    });
  });

  it('is counted by DescribeServices', async () => {
    const service = { desiredCount: 4, runningCount: 3, status: 'DRAINING' };
    aws.otherwise(() => ({ status: 200, body: JSON.stringify({ services: [service] }) }));

    expect(await anExampleTarget('api').observe()).toEqual({
      healthy: false,
      values: { replicas: 4, running: 3, status: 'DRAINING' },
      text: 'replicas 4, running 3, status DRAINING (expected ACTIVE)',
    });
  });

  it('that is not there has no count, and is not well', async () => {
    aws.otherwise(() => ({ status: 200, body: '{"services": [], "failures": [{"reason": "MISSING"}]}' }));

    expect(await anExampleTarget('api').observe()).toMatchObject({
      healthy: false,
      values: { replicas: null, running: null, status: null },
    });
  });
});

describe('a database of RDS', () => {
  it('is restarted by RebootDBInstance, as a form', async () => {
    aws.otherwise(() => ({
      status: 200,
      body: '<RebootDBInstanceResponse><RebootDBInstanceResult><DBInstance><DBInstanceStatus>rebooting</DBInstanceStatus></DBInstance></RebootDBInstanceResult></RebootDBInstanceResponse>',
    }));

    await anExampleTarget('database').apply({ name: 'restart' }, anEffect());

    const [asked] = aws.asked;
    expect(formOf(asked?.body ?? '')).toEqual({
      Action: 'RebootDBInstance',
      DBInstanceIdentifier: 'artisan',
    });
    expect(serviceOf(asked?.headers['authorization'])).toBe('eu-west-1/rds');
  });

  it('has its pools closed with the servers that hold them', async () => {
    aws.otherwise(() => ({ status: 200, body: '{}' }));

    await anExampleTarget('database').apply({ name: 'reset_pool' }, anEffect());

    expect(JSON.parse(aws.asked[0]?.body ?? '')).toEqual({
      cluster: 'production',
      service: 'api',
      forceNewDeployment: true,
    });
  });

  it.each([
    ['AVAILABLE', '', true, 'state AVAILABLE, reason null'],
    [
      'UNAVAILABLE',
      '<Reason>CONNECTION_FAILED</Reason>',
      false,
      'state UNAVAILABLE (expected AVAILABLE), reason CONNECTION_FAILED',
    ],
  ])('is %s to its proxy', async (state, reason, healthy, text) => {
    aws.otherwise(() => ({
      status: 200,
      body: `<DescribeDBProxyTargetsResponse><DescribeDBProxyTargetsResult><Targets><member><TargetHealth><State>${state}</State>${reason}</TargetHealth></member></Targets></DescribeDBProxyTargetsResult></DescribeDBProxyTargetsResponse>`,
    }));

    expect(await anExampleTarget('database_proxy').observe()).toMatchObject({ healthy, text });
    expect(formOf(aws.asked[0]?.body ?? '')).toEqual({
      Action: 'DescribeDBProxyTargets',
      DBProxyName: 'artisan',
    });
  });

  it('says how it is by DescribeDBInstances', async () => {
    aws.otherwise(() => ({
      status: 200,
      body: '<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances><DBInstance><DBInstanceStatus>available</DBInstanceStatus></DBInstance></DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>',
    }));

    expect(await anExampleTarget('database').observe()).toEqual({
      healthy: true,
      values: { status: 'available' },
      text: 'status available',
    });
  });
});

describe('a cache of ElastiCache', () => {
  it('is restarted by RebootCacheCluster, with its nodes as the service numbers them', async () => {
    aws.otherwise(() => ({ status: 200, body: '<RebootCacheClusterResponse/>' }));

    await anExampleTarget('cache').apply({ name: 'restart' }, anEffect());

    const [asked] = aws.asked;
    expect(formOf(asked?.body ?? '')).toEqual({
      Action: 'RebootCacheCluster',
      CacheClusterId: 'artisan',
      'CacheNodeIdsToReboot.CacheNodeId.1': '0001',
    });
    expect(serviceOf(asked?.headers['authorization'])).toBe('eu-west-1/elasticache');
  });
});

describe('a refusal of AWS', () => {
  it.each([
    ['InvalidDBInstanceState', 400, 'TargetBusyError'],
    ['DBInstanceNotFound', 404, 'TargetRefusedError'],
    ['InvalidParameterValue', 400, 'TargetRefusedError'],
    ['AccessDenied', 403, 'TargetDeniedError'],
    ['InvalidClientTokenId', 403, 'TargetDeniedError'],
  ])('by %s is told apart from the others, and not repeated', async (code, status, expected) => {
    aws.otherwise(() => queryError(code, status));

    const failure = await failureOf(anExampleTarget('database').apply({ name: 'restart' }, anEffect()));

    expect(failure).toMatch(new RegExp(`^${expected}: database: .*No <way>`));
    expect(aws.asked.filter(({ body }) => body.includes('RebootDBInstance'))).toHaveLength(1);
  });

  it.each([
    ['Throttling', 400],
    ['InternalFailure', 500],
    ['ServiceUnavailable', 503],
  ])('by %s is repeated, three times in all', async (code, status) => {
    aws.otherwise(() => queryError(code, status));

    const failure = await failureOf(anExampleTarget('database').apply({ name: 'restart' }, anEffect()));

    expect(failure).toMatch(/^TargetUnavailableError: database: /);
    expect(aws.asked).toHaveLength(3);
  });

  it('that passes is not noticed', async () => {
    aws.script(queryError('Throttling'), 'breaks', { status: 200, body: '<RebootDBInstanceResponse/>' });

    expect(await anExampleTarget('database').apply({ name: 'restart' }, anEffect())).toBe(
      'rds has taken RebootDBInstance',
    );
  });

  it.each([
    ['ThrottlingException', 400, 'TargetUnavailableError'],
    ['ServiceNotActiveException', 400, 'TargetRefusedError'],
    ['UpdateInProgressException', 400, 'TargetRefusedError'],
    ['ClusterNotFoundException', 400, 'TargetRefusedError'],
    ['AccessDeniedException', 400, 'TargetDeniedError'],
  ])('by %s in JSON is told apart, too', async (code, status, expected) => {
    aws.otherwise(() => ({ status, body: JSON.stringify({ __type: code, message: 'No way' }) }));

    const failure = await failureOf(anExampleTarget('api').apply({ name: 'restart' }, anEffect()));

    expect(failure).toBe(`${expected}: api: ${code}: No way`);
  });

  it('is what an action gets that its service does not have, and what its plan says', async () => {
    const call = { service: 'rds', action: 'SellDBInstance', arguments: {} } as const;

    const failure = await failureOf(
      createAwsTarget('database', { restart: call }, anAwsWorld()).apply({ name: 'restart' }, anEffect()),
    );

    expect(failure).toBe('TargetRefusedError: database: TypeError: rds has no action SellDBInstance');
    expect(await failureOf(planOf({ restart: call }))).toBe(
      'TargetRefusedError: database: rds has no action SellDBInstance',
    );
    expect(await failureOf(planOf({ restart: { ...call, action: 'RebootDBInstance' } }))).toBe('no failure');
    expect(aws.asked).toEqual([]);
  });
});
