import { anEffect } from '../../support/targets/an-effect.ts';
import { serveAsAws, type AwsEndpoint } from '../../support/targets/aws-endpoint.ts';
import { anAwsWorld, anExampleTarget, queryError } from '../../support/targets/aws-example.ts';
import { failureOf } from '../../support/targets/target-world.ts';

let aws: AwsEndpoint;
beforeEach(async () => {
  aws = await serveAsAws();
});
afterEach(() => aws.restore());

const actionsAsked = () => aws.asked.map(({ body }) => new URLSearchParams(body).get('Action'));

const ANSWERS = {
  database: (status: string) =>
    `<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances><DBInstance><DBInstanceStatus>${status}</DBInstanceStatus></DBInstance></DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>`,
  cache: (status: string) =>
    `<DescribeCacheClustersResponse><DescribeCacheClustersResult><CacheClusters><CacheCluster><CacheClusterStatus>${status}</CacheClusterStatus></CacheCluster></CacheClusters></DescribeCacheClustersResult></DescribeCacheClustersResponse>`,
};

const DATABASE = [
  'database',
  'InvalidDBInstanceState',
  'rebooting',
  'RebootDBInstance',
  'DescribeDBInstances',
] as const;
const CACHE = [
  ...(['cache', 'InvalidCacheClusterState', 'rebooting cluster nodes', 'RebootCacheCluster'] as const),
  'DescribeCacheClusters',
] as const;

describe.each([DATABASE, CACHE])('a restart of the %s', (target, refusal, status, reboot, look) => {
  it('whose answer was lost is seen to go on when the next try is refused', async () => {
    aws.script('breaks', queryError(refusal), { status: 200, body: ANSWERS[target](status) });

    const text = await anExampleTarget(target).apply({ name: 'restart' }, anEffect());

    expect(text).toBe(`it is at it already (status ${status} (expected available))`);
    expect(actionsAsked()).toEqual([reboot, reboot, look]);
  });

  it('that another run has ordered is the same restart', async () => {
    const rebooting: string[] = [];
    aws.otherwise(({ body }) => {
      const action = new URLSearchParams(body).get('Action');
      if (action === look) return { status: 200, body: ANSWERS[target](status) };
      if (rebooting.length > 0) return queryError(refusal);
      rebooting.push('begun');
      return { status: 200, body: `<${reboot}Response/>` };
    });

    const texts = await Promise.all(
      ['one', 'other'].map((id) => anExampleTarget(target).apply({ name: 'restart' }, anEffect(id))),
    );

    expect(texts.filter((text) => text.includes('has taken'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('at it already'))).toHaveLength(1);
  });

  it.each(['available', 'modifying'])('is refused for good while it is %s', async (other) => {
    aws.script(queryError(refusal), { status: 200, body: ANSWERS[target](other) });

    const failure = await failureOf(anExampleTarget(target).apply({ name: 'restart' }, anEffect()));

    expect(failure).toMatch(new RegExp(`^TargetBusyError: ${target}: .*No <way>`));
    expect(actionsAsked()).toEqual([reboot, look]);
  });

  it('is refused for good when nobody can say what state it is in', async () => {
    aws.script(queryError(refusal));
    aws.otherwise(() => queryError('AccessDenied', 403));

    const failure = await failureOf(anExampleTarget(target).apply({ name: 'restart' }, anEffect()));

    expect(failure).toMatch(/^TargetBusyError/);
  });
});

describe('a call of AWS that hangs', () => {
  it.each(['hang', 'drip'] as const)('is given up when its time is over: %s', async (answer) => {
    aws.otherwise(() => answer);
    const world = anAwsWorld();

    const until = world.clock.now() + 300;
    const acting = await failureOf(
      anExampleTarget('database', world).apply({ name: 'restart' }, anEffect('effect-1', { until })),
    );

    expect(acting).toMatch(/^TargetUnavailableError: database: /);
    expect(aws.asked).toHaveLength(1);
  });

  it('is not sent once it must not be', async () => {
    const confirm = () => Promise.reject(new Error('it is over'));

    const failure = await failureOf(
      anExampleTarget('database').apply({ name: 'restart' }, anEffect('effect-1', { confirm })),
    );

    expect([failure, aws.asked]).toEqual(['Error: it is over', []]);
  });
});
