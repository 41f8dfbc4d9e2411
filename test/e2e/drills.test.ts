import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { createMovableClock } from '../../local/clock/movable-clock.ts';
import type { StackClock } from '../../local/stack/stack-clock.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { until } from '../support/until.ts';

const RUNBOOKS = Object.keys(loadConfig({ folder: 'configs', stage: 'local' }).runbooks).sort();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

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

/** A minute before the first of next month, 03:00, when configs/drills.yaml has the drill. */
async function justBeforeTheDrill(): Promise<StackClock> {
  const clock = createMovableClock({ running: true });
  const now = new Date(clock.now());
  await clock.advance(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 2, 59) - clock.now());
  return clock;
}

let artisan: ArtisanStack;
beforeAll(async () => {
  // Nobody has made the secret that changes it.
  const parameters = { TargetUrls: JSON.stringify({ qwen: 'https://qwen.example/artisan' }) };
  artisan = await startArtisan({ clock: await justBeforeTheDrill(), parameters });
});
afterAll(() => artisan.stop());

async function drills(): Promise<readonly Drill[]> {
  const { body } = await artisan.as('viewer', { method: 'GET', path: '/v1/drills' });
  return body['items'] as readonly Drill[];
}

async function completed(id: string): Promise<Drill> {
  const look = async () => (await artisan.as('viewer', { method: 'GET', path: `/v1/drills/${id}` })).body;
  /** Minutes are not to pass while something plans that takes milliseconds, or on a busy machine seconds. */
  const isPlanning = async () => {
    const { runbooks = [] } = (await look()) as { readonly runbooks?: readonly { execution_id?: string }[] };
    const paths = runbooks.flatMap(({ execution_id: one }) =>
      one === undefined ? [] : [`/v1/executions/${one}`],
    );
    const seen = await Promise.all(paths.map((path) => artisan.as('viewer', { method: 'GET', path })));
    return seen.some(({ body }) => body['status'] === 'running');
  };
  await until(async () => {
    if (await isPlanning()) return false;
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
  it('is begun by its rule on its day, once, plans every runbook, and touches nothing', async () => {
    expect(await drills()).toEqual([]);

    await artisan.stack.clock.advance(MINUTE);
    // On a busy machine a stack that was moved by minutes may answer 503 at first.
    await until(async () => ((await drills()) as readonly Drill[] | undefined)?.length === 1);
    const [{ id } = { id: '' }] = await drills();
    // Delivered once more.
    const due = new Date(artisan.stack.clock.now());
    due.setUTCHours(3, 0, 0, 0);
    const payload = JSON.stringify({ monthly_at: due.toISOString().replace('.000', '') });
    await artisan.stack.invoker.invoke('artisan-local-drill-watch', payload);
    const [, ...others] = await drills();

    const drill = await completed(id);

    expect(others).toEqual([]);
    expect(drill.by).toBe('schedule');
    expect(drill.runbooks.map(({ runbook }) => runbook)).toEqual(RUNBOOKS);
    const rest = drill.runbooks.filter(({ runbook }) => runbook !== 'rl_reward_runaway_rollback');
    const steps = rest.flatMap((one) => one.steps);
    expect(steps.filter(({ status }) => status !== 'planned')).toEqual([]);
    expect(steps.every(({ milliseconds = -1 }) => milliseconds >= 0)).toBe(true);
    expect(drill.markdown).toContain('not configured in targets.yaml');
    expect(drill.markdown).toContain('/targets/qwen/webhook/change is missing: no runbook can change qwen');
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

describe('DrillMissed', () => {
  const stateOf = async () => {
    const names = { AlarmNames: ['artisan-local-DrillMissed'] };
    const { MetricAlarms = [] } = await artisan.aws.cloudwatch.send(new DescribeAlarmsCommand(names));
    return MetricAlarms[0]?.StateValue;
  };
  /** As if the newest complete drill had ended then. */
  const endedAgo = async (milliseconds: number) => {
    await artisan.aws.dynamodb.send(
      new UpdateItemCommand({
        TableName: artisan.stack.outputs['ControlTableName'],
        Key: { pk: { S: 'drills#state' }, sk: { S: 'state' } },
        UpdateExpression: 'SET completed_at = :then',
        ExpressionAttributeValues: { ':then': { N: String(artisan.stack.clock.now() - milliseconds) } },
      }),
    );
  };
  /** Ten minutes: twice as many periods as the alarm looks at. */
  const pass = async () => {
    for (let minute = 0; minute < 10; minute += 1) await artisan.stack.clock.advance(MINUTE);
  };

  it('does not go off while a drill was complete within 35 days, and goes off after them', async () => {
    await endedAgo(35 * DAY - 30 * MINUTE);
    await pass();
    const just = await stateOf();
    await endedAgo(35 * DAY);
    await pass();
    await until(async () => (await stateOf()) === 'ALARM');

    expect(just).toBe('OK');
  });

  it('ends with the next complete drill', async () => {
    const order = {
      method: 'POST',
      path: '/v1/drills',
      body: { reason: 'the one of this month was missed' },
    };
    await completed(String((await artisan.as('operator', order)).body['id']));

    await pass();

    await until(async () => (await stateOf()) === 'OK');
  });
});
