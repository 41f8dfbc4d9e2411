import { drillWatch } from '../../../functions/drill-watch/drill-watch.ts';
import type { DrillItem } from '../../../lib/contracts/drill-item.ts';
import { drillMarkdown } from '../../../lib/runbooks/drills/markdown.ts';
import type { StepRecord } from '../../../lib/runbooks/ports.ts';
import type { MetricPoint } from '../../../lib/shared/emf.ts';
import { aCandidate, aRunbook, HOUR, MINUTE, NOW } from '../../support/runbooks/builders.ts';
import { InMemoryDrillStore } from '../../support/runbooks/in-memory-drill-store.ts';
import { KilledError, RunbookWorld } from '../../support/runbooks/world.ts';
import { dispatch } from '../../../lib/runbooks/dispatch.ts';

const DAY = 24 * HOUR;
const [CHECK] = aRunbook().steps;
if (!CHECK) throw new Error('The runbook has a step');
const RL = aRunbook({ steps: [CHECK, { ...CHECK, id: 'act', name: 'Act on it', approval: true }] });
const CACHE = aRunbook({ id: 'cache', resource: 'cache', inputs: {}, triggers: [] });
const QWEN = aRunbook({
  id: 'qwen',
  resource: 'model#{model}',
  inputs: { model: { description: 'It' } },
  triggers: [{ alarm: 'QwenDown', input: { model: 'qwen' } }],
});

const PLANNED: StepRecord = {
  ...{ name: 'Check the rewards', status: 'succeeded', startedAt: NOW, endedAt: NOW + 1_500 },
  output: { text: 'Would look', summary: 'Would look', plan_hash: 'h', facts: {}, output: {} },
};

class DrillWorld extends RunbookWorld {
  readonly drills = new InMemoryDrillStore();
  readonly points: MetricPoint[] = [];
  newest: string | undefined = 'run-1';
  missing: readonly string[] = [];
  records: readonly StepRecord[] = [PLANNED, { ...PLANNED, name: 'Plan: Act on it' }];

  constructor() {
    super();
    this.runbooks = [RL, CACHE, QWEN];
  }

  work(killedAfter?: number) {
    return drillWatch({
      ...this.deps(killedAfter),
      drills: this.drills,
      readiness: { gaps: () => Promise.resolve(this.missing) },
      history: { steps: () => Promise.resolve(this.records) },
      subjects: { newestRun: () => Promise.resolve(this.newest) },
      drillsConfig: { missed_after_ms: 35 * DAY, complete_within_ms: HOUR },
      metrics: (points) => this.points.push(...points),
    });
  }

  begin(due = this.time) {
    return this.work().handle({ monthlyAt: due });
  }

  look() {
    return this.work().handle({ dueAt: this.time });
  }

  /** All machines of drills come to their end, and are heard of. */
  async finishAll(status: 'succeeded' | 'failed' = 'succeeded'): Promise<void> {
    for (const id of this.running) await this.end(id, { status, error: 'Boom', cause: 'why' });
  }

  get drill(): DrillItem {
    const [drill] = [...this.drills.items.values()].slice(-1);
    if (!drill) throw new Error('There is no drill');
    return drill;
  }
}

let world: DrillWorld;
beforeEach(() => {
  world = new DrillWorld();
});

const statuses = () => world.drill.runbooks.map(({ runbook, status }) => [runbook, status]);
const gapsOf = (runbook: string) => {
  const found = world.drill.runbooks.find((one) => one.runbook === runbook);
  return [...(found?.gaps ?? []), ...(found?.steps ?? []).flatMap(({ gaps }) => gaps)];
};

describe('a drill', () => {
  it('plans every runbook, and reports each step with its time', async () => {
    await world.begin();
    const started = world.running.length;
    world.time += MINUTE;
    await world.finishAll();
    await world.look();

    expect(started).toBe(3);
    expect(world.drill).toMatchObject({ status: 'complete', gap_count: 0, ended_at: NOW + MINUTE });
    expect(statuses()).toEqual([
      ['rl_rollback', 'succeeded'],
      ['cache', 'succeeded'],
      ['qwen', 'succeeded'],
    ]);
    expect(world.drill.runbooks[0]).toMatchObject({
      milliseconds: MINUTE,
      input: '{"run_id":"run-1"}',
      steps: [
        { id: 'check', status: 'planned', milliseconds: 1_500, plan: 'Would look', gaps: [] },
        { id: 'act', status: 'planned' },
      ],
    });
    expect(world.drill.runbooks[2]?.input).toBe('{"model":"qwen"}');
  });

  it('takes no lock, passes no gate, opens no incident, and holds nothing back', async () => {
    await world.begin();
    const live = await dispatch(world.deps(), aCandidate());
    await world.finishAll();
    await world.look();
    const again = await dispatch(world.deps(), aCandidate({ execution_id: 'second', resource: 'run#2' }));

    expect([live.kind, again.kind]).toEqual(['started', 'started']);
    expect([...world.stores.gateItems.values()].map(({ starts }) => starts.length)).toEqual([1, 1]);
    expect([...world.incidents.keys()]).toEqual([`INC-${aCandidate().execution_id}`, 'INC-second']);
  });

  it('is one for events that come twice, and for a second rule while it runs', async () => {
    await Promise.all([world.begin(NOW), world.begin(NOW), world.begin(NOW + 1)]);
    await world.look();

    expect(world.drills.items.size).toBe(1);
    expect(world.running).toHaveLength(3);
  });

  it('names what would be missing', async () => {
    world.newest = undefined;
    world.records = [
      { ...PLANNED, output: { text: 'Nothing is done', gaps: ['cache: not configured in targets.yaml'] } },
    ];
    await world.begin();
    await world.finishAll();
    await world.look();

    expect(gapsOf('rl_rollback')).toEqual([
      'No subject: there is nothing to drill it with (it asks for run_id)',
    ]);
    expect(gapsOf('cache')).toEqual(['cache: not configured in targets.yaml']);
    expect(world.drill.gap_count).toBe(3);
    expect(world.points).toContainEqual({ name: 'DrillGaps', value: 3 });
  });

  it('names what is missing beside runbooks, and counts it', async () => {
    world.missing = ['The parameter /artisan/prod/slack/bot-token is missing'];
    await world.begin();
    await world.finishAll();

    await world.look();

    expect(world.drill).toMatchObject({ status: 'complete', gap_count: 1, gaps: world.missing });
    expect(world.points).toContainEqual({ name: 'DrillGaps', value: 1 });
    expect(drillMarkdown(world.drill)).toContain(`- **Gap:** ${world.missing[0] ?? ''}\n\n## `);
  });

  it('says which step failed, and which were never come to', async () => {
    const { output, ...failed } = PLANNED;
    world.records = [{ ...failed, status: 'failed', error: 'NoStable', cause: 'none is' }];
    await world.begin();
    await world.finishAll('failed');
    await world.look();

    expect(output).toBeDefined();
    expect(gapsOf('rl_rollback')).toEqual([
      'It ended failed: Boom: why',
      'Could not be planned: NoStable: none is',
      'Not planned: the execution did not come to it',
    ]);
    expect(world.ended.filter(({ mode }) => mode === 'live')).toEqual([]);
  });

  it('is over in time, whoever has not ended', async () => {
    await world.begin();
    const [first = ''] = world.running;
    await world.end(first);
    world.time += HOUR;
    await world.look();

    expect(statuses()).toEqual([
      ['rl_rollback', 'succeeded'],
      ['cache', 'not_ended'],
      ['qwen', 'not_ended'],
    ]);
  });

  it('reads as a page whose cells hold whatever a plan says', async () => {
    world.records = [{ ...PLANNED, output: { text: 'a | b\nc', gaps: ['none | at all'] } }];
    await world.begin();
    await world.finishAll();
    await world.look();

    const page = drillMarkdown(world.drill);

    expect(page).toContain('## cache\n\nsucceeded in 0.0 s, execution ');
    expect(page).toContain('| Check the rewards | planned | 1.5 s | a \\| b c **Gap:** none \\| at all |');
  });

  it.each(Array.from({ length: 12 }, (_, index) => index + 1))(
    'killed after call %i, it goes on with the next look, each execution once',
    async (n) => {
      const failure = await world
        .work(n)
        .handle({ monthlyAt: NOW })
        .catch((error: unknown) => error);
      await world.begin(NOW);
      await world.look();
      const started = [...world.runs.keys()];
      await world.finishAll();
      await world.look();

      expect(failure instanceof KilledError || !(failure instanceof Error)).toBe(true);
      expect(started).toHaveLength(3);
      expect(world.drill).toMatchObject({ status: 'complete', gap_count: 0 });
    },
  );
});

describe('a drill that is missed', () => {
  const overdue = () => world.points.filter(({ name }) => name === 'DrillOverdue').map(({ value }) => value);

  it('shows after its time, counted from the first look of a stage that never had one', async () => {
    await world.look();
    world.time += 35 * DAY;
    await world.look();
    world.time += 1;
    await world.look();

    expect(overdue()).toEqual([0, 0, 1]);
  });

  it('does not while each month has one, and does again when one is not begun or not complete', async () => {
    for (let month = 0; month < 3; month += 1) {
      await world.begin();
      await world.finishAll();
      await world.look();
      world.time += 30 * DAY;
    }
    await world.look();
    const each = new Set(overdue());
    world.time += 6 * DAY;
    await world.look();

    expect(each).toEqual(new Set([0]));
    expect(overdue().at(-1)).toBe(1);
    expect(world.drills.items.size).toBe(3);
  });
});
