import { jest } from '@jest/globals';
import { serveMeanwhile } from '../support/runbooks/serve-meanwhile.ts';
import { startQwenStage, STEPS_ROLE, type LineSeen, type QwenStage } from '../support/runbooks/qwen-stage.ts';

/** Each waits for several functions that start cold. */
jest.setTimeout(600_000);

const STEPS = [
  'Verify that Qwen fails',
  'Force the breaker of Qwen open',
  'Downshift creative to balanced',
  'Check that balanced answers well',
  'Notify who is on call',
  'Record what was done',
];
const BY = 'runbook qwen_failure_downshift';
const MANY = 1_000;

let stage: QwenStage;
beforeAll(async () => {
  stage = await startQwenStage();
});
afterAll(() => stage.stop());

const offersOf = (lines: readonly LineSeen[]) =>
  lines
    .filter(({ kind }) => kind === 'warning')
    .flatMap(({ offers = [] }) => offers)
    .map(({ method, path }) => `${method} ${path}`);

const RESTORING = ['DELETE /v1/traffic/downshifts/creative', 'PUT /v1/breakers/qwen'];

describe('Qwen fails', () => {
  it('and three failed health checks start the runbook, which does its six steps', async () => {
    stage.models.fail('qwen');
    await stage.pass(async () => (await stage.executions()).length > 0, 1_000);
    const [started] = await stage.executions();
    const execution = await serveMeanwhile(stage, 'balanced', stage.ended(started?.id ?? ''));

    const lines = await stage.linesOf(execution);
    expect(execution.status).toBe('succeeded');
    expect(execution.trigger).toMatchObject({ kind: 'alarm', by: 'QwenHealthFailing' });
    expect(execution.steps.map(({ name, status }) => `${name}: ${status}`)).toEqual(
      STEPS.map((name) => `${name}: succeeded`),
    );
    expect(await stage.standing()).toMatchObject({
      ...{ state: 'forced_open', owner: BY },
      downshifts: { creative: { to: 'balanced', owner: BY, execution_id: execution.id } },
    });
    const said = (step: string) => lines.find(({ text }) => text.startsWith(step));
    expect(said('Notify who is on call')?.kind).toBe('warning');
    // Of answers since the step began: there were none before.
    expect(said('Check that balanced answers well')?.text).toContain('p95 2 s, below 3.5 s');
    expect(offersOf(lines)).toEqual(RESTORING);
    expect(await stage.see(`/v1/incidents/${execution.incident_id}`)).toMatchObject({
      title: 'Qwen LLM Failure - Downshifted to Balanced',
      severity: 'sev2',
      status: 'open',
    });
  });

  it('and a second delivery of its alarm starts nothing', async () => {
    const [first] = await stage.executions();
    const { at = '' } = first?.trigger ?? {};
    const detail = {
      alarmName: 'artisan-rehearsal-QwenHealthFailing',
      state: { value: 'ALARM', timestamp: at.replace('Z', '+0000') },
    };
    const event = { source: 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change', detail };

    const { functionError } = await stage.stack.invoker.invoke(
      'artisan-rehearsal-dispatcher',
      JSON.stringify(event),
    );

    expect(functionError).toBeUndefined();
    expect(await stage.executions()).toHaveLength(1);
  });

  it('and nobody restores it before it is well, but who insists and says why', async () => {
    const refused = await Promise.all([
      stage.operator('DELETE', '/v1/traffic/downshifts/creative'),
      stage.operator('PUT', '/v1/breakers/qwen', { state: 'auto', reason: 'it will do' }),
    ]);
    const unreasoned = await stage.operator('DELETE', '/v1/traffic/downshifts/creative?force=true');

    for (const { status, body } of refused) {
      expect([status, body['code']]).toEqual([409, 'not_recovered']);
      expect(body['missing']).toMatchObject([{ model: 'qwen', healthy_checks: 0, needed: 3 }]);
    }
    expect([unreasoned.status, unreasoned.body['code']]).toEqual([400, 'invalid_request']);
    expect(await stage.standing()).toMatchObject({ state: 'forced_open', downshifts: { creative: {} } });
  });

  it('until it is well: the commands that the incident offers restore it', async () => {
    const [execution] = await stage.executions();
    const lines = execution ? await stage.linesOf(execution) : [];
    stage.models.recover('qwen');
    await stage.pass(async () => (await stage.healthyChecks()) >= 3, 1_000);

    const offers = lines.filter(({ kind }) => kind === 'warning').flatMap(({ offers: own = [] }) => own);
    const restored = [];
    for (const { method, path, body } of offers) restored.push(await stage.operator(method, path, body));

    expect(restored.map(({ status }) => status)).toEqual([200, 200]);
    expect(await stage.standing()).toEqual({ state: 'closed', owner: undefined, downshifts: {} });
  });

  it('no more: who starts the runbook then is told that there is nothing to do', async () => {
    const execution = await stage.runByHand('live');

    expect(execution.status).toBe('succeeded');
    expect(execution.steps).toHaveLength(1);
    const lines = await stage.linesOf(execution);
    expect(lines.map(({ text }) => text).join('\n')).toContain('qwen does not fail: its newest health check');
    expect(await stage.standing()).toMatchObject({ state: 'closed', downshifts: {} });
  });
});

describe('a step that fails', () => {
  const deny = (service: string, operation: string, times = MANY) =>
    stage.stack.faults.inject({ service, operation, kind: 'deny', times, caller: STEPS_ROLE });

  beforeAll(async () => {
    await stage.silenceAlarms();
    stage.models.fail('qwen');
    await stage.pass(async () => (await stage.failedChecks()) >= 3, 1_000);
  });
  afterEach(() => {
    stage.stack.faults.clear();
    stage.afterTransactions(MANY, () => undefined);
  });

  const CASES: readonly (readonly [number, () => void])[] = [
    [0, () => deny('dynamodb', 'BatchGetItem')],
    [1, () => deny('dynamodb', 'TransactWriteItems', 1)],
    [
      2,
      () => {
        stage.afterTransactions(1, () => deny('dynamodb', 'TransactWriteItems', 1));
      },
    ],
    [3, () => deny('cloudwatch', 'GetMetricData')],
  ];

  it.each(CASES)('ends it FAILED, a person is called, and all is as it was (step %i)', async (step, fail) => {
    const before = await stage.standing();
    fail();

    const execution = await stage.runByHand('live');

    const lines = await stage.linesOf(execution);
    expect(execution.status).toBe('failed');
    expect(execution.steps.find(({ status }) => status === 'failed')?.name).toBe(STEPS[step]);
    expect(lines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['failed', 'escalated']));
    expect(await stage.lockOwner()).toBeUndefined();
    expect(before).toMatchObject({ owner: undefined, downshifts: {} });
    expect(await stage.standing()).toMatchObject({ owner: undefined, downshifts: {} });
    expect(['open', 'half_open']).toContain((await stage.standing()).state);
    expect(offersOf(lines)).toEqual([]);
  });

  it('and can not be taken back is told of: what is left changed, and how to undo it', async () => {
    deny('cloudwatch', 'GetMetricData');
    stage.afterTransactions(2, () => deny('dynamodb', 'TransactWriteItems'));

    const execution = await stage.runByHand('live');

    const lines = await stage.linesOf(execution);
    expect(execution.status).toBe('failed');
    expect(lines.find(({ kind }) => kind === 'failed')?.text).toMatch(
      /Not done: Restore creative .*Not done: Put the breaker of Qwen back/,
    );
    expect(offersOf(lines)).toEqual(RESTORING);
    expect(await stage.lockOwner()).toBeUndefined();
    const insisted = await Promise.all([
      stage.operator('DELETE', '/v1/traffic/downshifts/creative?force=true&reason=a+test'),
      stage.operator('PUT', '/v1/breakers/qwen', { state: 'auto', reason: 'a test', force: true }),
    ]);
    expect(insisted.map(({ status }) => status)).toEqual([200, 200]);
    expect(await stage.standing()).toMatchObject({ state: 'closed', downshifts: {} });
  });
});
