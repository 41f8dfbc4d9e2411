import { createKubernetesTarget } from '../../../../lib/http/targets/kubernetes-target.ts';
import { TEST_CERTIFICATE } from '../../../support/targets/certificate.ts';
import { serveKubernetes, type KubernetesApi } from '../../../support/targets/kubernetes-api.ts';
import { aTargetWorld, failureOf } from '../../../support/targets/target-world.ts';
import { anEffect } from '../../../support/targets/an-effect.ts';

const SECRETS = '/artisan/test/targets/api/kubernetes';

let server: KubernetesApi;
beforeEach(async () => {
  server = await serveKubernetes();
});
afterEach(() => server.close());

function aTrustingWorld() {
  const world = aTargetWorld();
  world.stored.set(`${SECRETS}/ca`, { value: TEST_CERTIFICATE, version: 1 });
  return world;
}

function aDeployment(world = aTrustingWorld()) {
  const deployment = { url: server.url, namespace: 'production', deployment: 'api', timeout_ms: 2_000 };
  return createKubernetesTarget('api', deployment, world);
}

describe('a deployment of Kubernetes', () => {
  it('says how many of its replicas are there, with the token that may only read', async () => {
    server.state.available = 3;

    const observation = await aDeployment().observe();

    expect(observation).toEqual({
      healthy: false,
      values: { replicas: 4, available: 3, updated: 3 },
      text: '3 of 4 replicas are available, 3 of the newest template',
    });
    expect(server.asked.map(({ headers }) => headers['authorization'])).toEqual(['Bearer kubernetes-read']);
  });

  it('is not well before its controller has seen what was last asked of it', async () => {
    await aDeployment().apply({ name: 'restart' }, anEffect());
    const before = await aDeployment().observe();
    server.state.seen = server.state.generation;
    const after = await aDeployment().observe();

    expect(before).toMatchObject({
      healthy: false,
      text: '4 of 4 replicas are available, 4 of the newest template, before what was last asked of it',
    });
    expect(after.healthy).toBe(true);
  });

  it('is not well while a replica of an older template is left', async () => {
    server.state.old = 1;

    expect((await aDeployment().observe()).healthy).toBe(false);
  });

  it('is well without figures that an API server leaves out when they are zero', async () => {
    server.script({ status: 200, body: '{"spec": {"replicas": 0}, "status": {}}' });

    expect((await aDeployment().observe()).healthy).toBe(true);
  });

  it('is not scaled once it must not be, although its count has been read', async () => {
    const confirm = () => Promise.reject(new Error('the lock is lost'));

    const failure = await failureOf(
      aDeployment().apply({ name: 'scale', replicas: 8 }, anEffect('effect-1', { confirm })),
    );

    expect([failure, server.state.replicas]).toEqual(['Error: the lock is lost', 4]);
    expect(server.asked.map(({ method }) => method)).toEqual(['GET']);
  });

  it('is scaled up from the count that was read', async () => {
    const text = await aDeployment().apply({ name: 'scale', replicas: 8 }, anEffect());

    expect(text).toBe('from 4 to 8 replicas');
    expect(server.state.replicas).toBe(8);
    expect(JSON.parse(server.asked.at(-1)?.body ?? '')).toEqual({
      metadata: { resourceVersion: '7' },
      spec: { replicas: 8 },
    });
  });

  it('never loses replicas to a runbook that looked before an autoscaler acted', async () => {
    server.script({
      status: 200,
      body: '{"metadata": {"resourceVersion": "6"}, "spec": {"replicas": 4}}',
    });
    server.state.replicas = 10;

    const text = await aDeployment().apply({ name: 'scale', replicas: 8 }, anEffect());

    expect(text).toBe('it runs 10 replicas already');
    expect(server.state.replicas).toBe(10);
  });

  it('is rolled out once for an effect, however often it is asked for', async () => {
    const deployment = aDeployment();

    await deployment.apply({ name: 'restart' }, anEffect());
    await deployment.apply({ name: 'restart' }, anEffect());
    expect(server.state.rollouts).toBe(1);

    await deployment.apply({ name: 'restart' }, anEffect('effect-2'));
    expect(server.state.rollouts).toBe(2);
  });

  it('cannot be changed by who may only read', async () => {
    const world = aTrustingWorld();
    world.stored.set(`${SECRETS}/change`, { value: 'kubernetes-read', version: 1 });

    const failure = await failureOf(aDeployment(world).apply({ name: 'scale', replicas: 8 }, anEffect()));

    expect(failure).toBe('TargetDeniedError: api: answered 403: cannot patch deployments');
    expect(server.state.replicas).toBe(4);
  });

  it('is not spoken to when its certificate comes from an authority that nobody named', async () => {
    const failure = await failureOf(aDeployment(aTargetWorld()).observe());

    expect(failure).toMatch(
      /^TargetUnavailableError: api: the connection failed \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    );
    expect(server.asked).toEqual([]);
  });

  it('is asked again when the server fails', async () => {
    server.script({ status: 503 }, 'breaks');

    expect((await aDeployment().observe()).healthy).toBe(true);
    expect(server.asked).toHaveLength(3);
  });

  it.each(['', '[]', '{"spec": {"replicas": "4"}}', '{"spec": {"replicas": -1}}'])(
    'that answers %s is refused, not believed',
    async (body) => {
      server.otherwise(() => ({ status: 200, body }));

      expect(await failureOf(aDeployment().observe())).toMatch(
        /^TargetRefusedError: api: answered something else/,
      );
    },
  );

  it('shows the patch that would be sent', () => {
    expect(aDeployment().describe({ name: 'restart' })).toEqual({
      method: 'PATCH',
      url: `${server.url}/apis/apps/v1/namespaces/production/deployments/api`,
      body: {
        spec: { template: { metadata: { annotations: { 'artisan/restarted-for': '<effect id>' } } } },
      },
    });
  });
});
