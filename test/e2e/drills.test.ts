import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { loadConfig } from '../../lib/config/load-config.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { until } from '../support/until.ts';

const RUNBOOKS = Object.keys(loadConfig({ folder: 'configs', stage: 'local' }).runbooks).sort();
const MINUTE = 60_000;

interface Drill {
  readonly id: string;
  readonly by: string;
  readonly status: string;
  readonly runbooks: readonly {
    readonly runbook: string;
    readonly status: string;
    readonly gaps: readonly string[];
    readonly steps: readonly {
      readonly name: string;
      readonly status: string;
      readonly milliseconds?: number;
    }[];
  }[];
  readonly markdown: string;
}

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

async function drills(): Promise<readonly Drill[]> {
  const { body } = await artisan.as('viewer', { method: 'GET', path: '/v1/drills' });
  return body['items'] as readonly Drill[];
}

async function completed(id: string): Promise<Drill> {
  const look = async () => (await artisan.as('viewer', { method: 'GET', path: `/v1/drills/${id}` })).body;
  await until(async () => {
    await artisan.stack.clock.advance(MINUTE);
    return (await look())['status'] === 'complete';
  });
  return (await look()) as unknown as Drill;
}

/** Partitions of what a drill must leave alone. */
async function touched(): Promise<readonly string[]> {
  const TableName = artisan.stack.outputs['ControlTableName'];
  const { Items = [] } = await artisan.aws.dynamodb.send(new ScanCommand({ TableName }));
  return Items.map(({ pk }) => pk?.S ?? '').filter((pk) =>
    /^(gate|lock|incident|approval|notifications)/.test(pk),
  );
}

describe('a drill', () => {
  it('is begun by its rule, once, plans every runbook, and touches nothing', async () => {
    const payload = JSON.stringify({ monthly_at: new Date(artisan.stack.clock.now()).toISOString() });
    for (let delivery = 0; delivery < 2; delivery += 1) {
      const { functionError } = await artisan.stack.invoker.invoke('artisan-local-drill-watch', payload);
      expect(functionError).toBeUndefined();
    }
    const [{ id } = { id: '' }, ...others] = await drills();

    const drill = await completed(id);

    expect(others).toEqual([]);
    expect(drill.by).toBe('schedule');
    expect(drill.runbooks.map(({ runbook }) => runbook)).toEqual(RUNBOOKS);
    const rest = drill.runbooks.filter(({ runbook }) => runbook !== 'rl_reward_runaway_rollback');
    const steps = rest.flatMap((one) => one.steps);
    expect(steps.filter(({ status }) => status !== 'planned')).toEqual([]);
    expect(steps.every(({ milliseconds = -1 }) => milliseconds >= 0)).toBe(true);
    expect(drill.markdown).toContain('not configured in targets.yaml');
    expect(await touched()).toEqual([]);
  });

  it('by hand is the same, one at a time, with the newest run for the runbook that asks for one', async () => {
    await artisan.asTrainer({ method: 'POST', path: '/v1/runs', body: { run_id: 'newest' } });
    const order = { method: 'POST', path: '/v1/drills', body: { reason: 'the targets are new' } };

    const begun = await artisan.as('operator', order);
    const second = await artisan.as('operator', order);
    const viewer = await artisan.as('viewer', order);
    const { runbooks } = await completed(String(begun.body['id']));

    expect([begun.status, second.status, second.body['reason'], viewer.status]).toEqual([
      ...[202, 409, 'duplicate_in_progress', 403],
    ]);
    const rl = runbooks.find(({ runbook }) => runbook === 'rl_reward_runaway_rollback');
    expect(rl).toMatchObject({ input: { run_id: 'newest' }, status: 'failed' });
    expect(await drills()).toHaveLength(2);
  });
});
