import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import * as v from 'valibot';
import { targetsJson } from '../../cdk/constructs/targets-json.ts';
import { connectTargets } from '../../functions/shared/targets.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { TARGETS_FILE, targetsConfig } from '../../lib/contracts/targets.ts';
import { serveScripted, type ScriptedServer } from '../support/targets/scripted-server.ts';
import { createActions } from '../../functions/shared/actions/create-actions.ts';
import { modelActions } from '../../functions/shared/actions/models/actions.ts';
import { createModelDependencies } from '../../functions/shared/actions/models/dependencies.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbLockStore } from '../../lib/aws/dynamodb-lock-store.ts';
import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { LOCK_KEYS } from '../../lib/contracts/runbook-keys.ts';
import type { Actions, ActingContext } from '../../lib/runbooks/action.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { readCloudAssembly } from '../../local/cloud-assembly/read-cloud-assembly.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { assemblyOf } from '../support/built.ts';
import { anExecution } from '../support/runbooks/a-step.ts';
import { aTrafficConfig } from '../support/traffic/fakes.ts';
import { steady } from '../support/training/a-training-api.ts';
import { A_PERMIT } from '../support/runbooks/a-permit.ts';
import { anEffect } from '../support/targets/an-effect.ts';

const RUN = 'dry';
const LOCK = { resource: `run#${RUN}`, owner: anExecution().execution_id, fence: 3 };
const before = { ...process.env };
let artisan: ArtisanStack;

beforeAll(async () => {
  artisan = await startArtisan();
  await artisan.asTrainer({ method: 'POST', path: '/v1/runs', body: { run_id: RUN } });
  await artisan.asTrainer({ method: 'POST', path: `/v1/runs/${RUN}/metrics`, body: steady(0, 100) });
  const { awsUrl: endpoint, region, root, outputs } = artisan.stack;
  const dynamodb = new DynamoDBClient({ endpoint, region, credentials: root.credentials });
  const Item = marshall({ ...LOCK_KEYS.lock(LOCK.resource), ...LOCK, until: Date.now() + 3_600_000 });
  await dynamodb.send(new PutItemCommand({ TableName: outputs['ControlTableName'], Item }));
  dynamodb.destroy();
});

afterAll(async () => {
  process.env = before;
  await artisan.stop();
});

/** The variables of a function as the running stack gives them to it. */
function variablesOf(functionName: string): Record<string, string> {
  const { resources } = readCloudAssembly({
    assemblyDir: assemblyOf('local'),
    environment: { account: '000000000000', region: artisan.stack.region },
    apiUrl: artisan.stack.url,
    awsUrl: artisan.stack.awsUrl,
    lookupParameter: () => undefined,
  });
  const found = resources.find(({ properties }) => properties['FunctionName'] === functionName);
  const { Variables } = (found?.properties['Environment'] ?? {}) as { Variables?: Record<string, string> };
  return Variables ?? {};
}

/** The actions with the variables and under the role of a function, called from here. */
function actionsUnder(name: 'runbook-steps' | 'runbook-plans', role: string) {
  const { roles, awsUrl, region } = artisan.stack;
  const identity = roles.find((known) => known.name.includes(role));
  if (!identity) throw new Error(`The template has no role ${role}`);
  const { accessKeyId, secretAccessKey, sessionToken = '' } = identity.credentials;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: awsUrl,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
  const environment = parseEnvironment(name, variablesOf(`artisan-local-${name}`));
  const surroundings = { log: { error: () => undefined }, metrics: () => undefined };
  return {
    environment,
    actions: createActions(environment, surroundings),
    // The configuration lies beside the bundle, which this is not.
    models: modelActions(createModelDependencies(environment, surroundings, () => aTrafficConfig())),
    locks: new DynamoDbLockStore(createDynamoDbClient(), environment.CONTROL_TABLE),
  };
}

const context = (): ActingContext => ({
  execution: anExecution({
    resource: LOCK.resource,
    input: { run_id: RUN },
    // After the run began: a runbook leaves a run alone that somebody has set going since it was called for.
    trigger: { kind: 'person', by: 'operator', at: new Date().toISOString() },
  }),
  enteredAt: Date.now(),
  deadline: Date.now() + 300_000,
  clock: systemClock,
  permit: A_PERMIT,
});

const apply = async (actions: Actions, name: keyof Actions, inputs: object) =>
  actions[name]?.apply(context(), inputs, '01JNF3N800000000000000EFFE');

const statusOf = async () =>
  (await artisan.as('viewer', { method: 'GET', path: `/v1/runs/${RUN}` })).body['status'];

describe('the role of runbook-plans', () => {
  it('lets an action look, and denies it its effect', async () => {
    const { actions } = actionsUnder('runbook-plans', 'RunbooksPlansRole');

    const plan = await actions['training.pause']?.plan(context(), { run_id: RUN });
    const acting = apply(actions, 'training.pause', { run_id: RUN });

    expect(plan?.summary).toBe(`Would pause ${RUN}, which is running`);
    await expect(acting).rejects.toMatchObject({ name: 'StoreDeniedError' });
    expect(await statusOf()).toBe('running');
  });

  it.each([
    ['breaker.force_open', { model: 'qwen' }, 'Would force the breaker of qwen open'],
    ['traffic.downshift', { mode: 'creative' }, 'Would send the sessions of creative to balanced'],
  ] as const)('lets %s look, and denies it its effect', async (name, inputs, summary) => {
    const { models } = actionsUnder('runbook-plans', 'RunbooksPlansRole');

    const plan = await models[name].plan(context(), inputs);
    const acting = apply(models, name, inputs);

    expect(plan.summary).toContain(summary);
    await expect(acting).rejects.toMatchObject({ name: 'StoreDeniedError' });
    const { body } = await artisan.as('viewer', { method: 'GET', path: '/v1/traffic' });
    expect([body['downshifts'], body['breakers']]).toMatchObject([{}, [{}, {}, { state: 'closed' }]]);
  });

  it('denies it a lock', async () => {
    const { locks } = actionsUnder('runbook-plans', 'RunbooksPlansRole');

    const renewing = locks.renew(LOCK, Date.now() + 900_000);

    await expect(renewing).rejects.toMatchObject({ name: 'StoreDeniedError' });
  });

  it('is all that keeps it from acting: under that of runbook-steps the same call does', async () => {
    const { actions, locks } = actionsUnder('runbook-steps', 'RunbooksStepsRole');

    await locks.renew(LOCK, Date.now() + 900_000);
    const acting = apply(actions, 'training.pause', { run_id: RUN });

    await expect(acting).rejects.toMatchObject({ name: 'NotYetError' });
    expect(await statusOf()).toBe('pausing');
  });
});

describe('a target', () => {
  const config = targetsJson(loadConfig({ folder: 'configs', stage: 'local' }))[TARGETS_FILE] ?? '';
  let server: ScriptedServer;

  beforeAll(async () => {
    server = await serveScripted();
    server.otherwise(() => ({ status: 200, body: '{"healthy": false, "detail": "it hangs"}' }));
    const { awsUrl: endpoint, region, root } = artisan.stack;
    const ssm = new SSMClient({ endpoint, region, credentials: root.credentials });
    for (const use of ['read', 'change']) {
      const Name = `/artisan/local/targets/database/webhook/${use}`;
      await ssm.send(new PutParameterCommand({ Name, Value: `secret of ${use}`, Type: 'SecureString' }));
    }
    ssm.destroy();
  });

  afterAll(() => server.close());

  /** Under the role of a function, which has been told of the server. */
  function targetsUnder(name: 'runbook-steps' | 'runbook-plans', role: string) {
    const { environment } = actionsUnder(name, role);
    const TARGET_URLS = { database: `${server.url}/artisan` };
    return connectTargets({ ...environment, TARGET_URLS }, () => v.parse(targetsConfig, JSON.parse(config)));
  }

  const operations = () =>
    server.asked.map(({ body }) => (JSON.parse(body) as { operation: string }).operation);

  it('is asked by plans, whose role can not read the secret that signs a change', async () => {
    const targets = targetsUnder('runbook-plans', 'RunbooksPlansRole');

    const { text, before } = await targets.plan('database', { name: 'restart' });
    const acting = targets.apply('database', { name: 'restart' }, anEffect('effect'));

    expect([text, before?.text]).toEqual(['database: restart it by webhook', 'it hangs']);
    await expect(acting).rejects.toMatchObject({ name: 'StoreDeniedError' });
    expect(new Set(operations())).toEqual(new Set(['check']));
  });

  it('is acted on by steps', async () => {
    const targets = targetsUnder('runbook-steps', 'RunbooksStepsRole');

    await targets.apply('database', { name: 'restart' }, anEffect('effect'));

    expect(operations().at(-1)).toBe('restart');
    expect(server.asked.at(-1)?.headers).toMatchObject({
      'idempotency-key': 'effect',
      'x-artisan-key-id': 'change.1',
    });
  });
});
