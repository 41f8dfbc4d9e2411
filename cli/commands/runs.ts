import type { Options, Schemas } from '../../clients/typescript/index.ts';
import { change } from '../change.ts';
import { CHANGES, REASON, type Command, type OptionSpec } from '../command.ts';
import { UsageError } from '../exit.ts';
import { needed, type Input } from '../input.ts';
import { listed, PAGING } from '../listed.ts';
import { facts, print, table, time } from '../print.ts';
import { sparkline } from '../sparkline.ts';
import { watched, watching, WATCHING, type Look } from '../watch.ts';
import type { World } from '../world.ts';

const ENDED: readonly string[] = ['finished', 'stopped'] satisfies readonly Schemas['Run']['status'][];

const ORDERS = [
  ['pause', 'Pause', 'pause'],
  ['resume', 'Resume', 'resume'],
  ['save', 'Save a checkpoint of', 'save_now'],
  ['stop', 'Stop', 'stop'],
] as const;

const orders = ORDERS.map(([word, verb, action]): Command => ({
  name: `runs ${word}`,
  args: '<run>',
  summary: `${verb.toLowerCase()} a run`,
  options: { ...CHANGES, reason: REASON },
  run: async (world, input) => {
    const [run = ''] = input.args;
    await change(world, input, {
      does: `${verb} the run ${run}`,
      route: 'POST /v1/runs/{run}/directives',
      path: { run },
      body: { action, reason: needed(input, 'reason') },
    });
    return undefined;
  },
}));

type Override = Exclude<keyof Options<'/v1/runs/{run}/overrides', 'put'>['body'], 'reason'>;

const OVERRIDES: readonly Override[] = ['learning_rate', 'clip_range', 'entropy_coef'];

const optionOf = (override: Override): string => override.replace('_', '-');

const overridden: Readonly<Record<string, OptionSpec>> = Object.fromEntries(
  OVERRIDES.map((name) => [
    optionOf(name),
    { type: 'string', value: 'N', about: 'in place of the schedule' },
  ]),
);

export const runs: readonly Command[] = [
  {
    name: 'runs',
    summary: 'training runs',
    options: PAGING,
    run: async (world, input) => {
      const items = await listed(world.api.items('/v1/runs', { signal: world.signal }), input);
      const rows = items.map((run) => [
        run.run_id,
        run.status,
        run.attempt,
        run.last_step,
        `${run.rollbacks.used}/${run.rollbacks.max}`,
        time(run.metrics_at),
      ]);
      print(world, { items }, () =>
        table(['RUN', 'STATUS', 'ATTEMPT', 'STEP', 'ROLLBACKS', 'METRICS AT'], rows),
      );
      return undefined;
    },
  },
  {
    name: 'runs show',
    args: '<run>',
    summary: 'a run as it stands, with its findings',
    run: async (world, { args: [run = ''] }) => {
      const { data } = await world.api.get('/v1/runs/{run}', { path: { run }, signal: world.signal });
      print(world, data, () => factsOf(data));
      return undefined;
    },
  },
  {
    name: 'runs watch',
    args: '<run>',
    summary: 'its reward, loss, KL, entropy and learning rate as they come',
    options: WATCHING,
    run: (world, input) => watched(world, watching(input), (looking) => lookAt(looking, input)),
  },
  ...orders,
  {
    name: 'runs override',
    args: '<run>',
    summary: 'learning rate, clip range or entropy in place of the schedule',
    options: { ...CHANGES, reason: REASON, ...overridden },
    run: async (world, input) => {
      const [run = ''] = input.args;
      const values = OVERRIDES.flatMap((name) => {
        const text = input.text(optionOf(name));
        return text === undefined ? [] : [[name, numberOf(optionOf(name), text)] as const];
      });
      await change(world, input, {
        does: `Override ${values.map(([name, value]) => `${name} ${value}`).join(', ') || 'nothing'} of ${run}`,
        route: 'PUT /v1/runs/{run}/overrides',
        path: { run },
        body: { ...Object.fromEntries(values), reason: needed(input, 'reason') },
        ifUnchanged: { route: 'GET /v1/runs/{run}/overrides', path: { run } },
      });
      return undefined;
    },
  },
];

function numberOf(option: string, text: string): number {
  const figure = Number(text);
  if (text.trim() === '' || !Number.isFinite(figure))
    throw new UsageError(`--${option} is "${text}": allowed is a number`);
  return figure;
}

function factsOf(run: Schemas['Run']): string {
  const { findings, best, schedule, directive, runaway } = run;
  const lines = findings.map(({ kind, attempt, step, detail, at }) => [
    time(at),
    kind,
    attempt,
    step,
    detail,
  ]);
  const head = facts({
    run: run.run_id,
    status: run.status,
    attempt: run.attempt,
    step: `${run.last_step ?? '-'}${run.total_steps === undefined ? '' : ` of ${run.total_steps}`}`,
    directive: `${directive.action}${directive.reason === undefined ? '' : `: ${directive.reason}`}`,
    runaway: runaway && `at step ${runaway.step}: ${runaway.detail}`,
    rollbacks: `${run.rollbacks.used} of ${run.rollbacks.max}`,
    best: best && `${best.value} at step ${best.step}`,
    entropy: schedule.entropy_coef,
    'learning rate': schedule.learning_rate,
    normalizer: `mean ${run.normalizer.mean}, std ${run.normalizer.std}, of ${run.normalizer.count}`,
  });
  return lines.length === 0 ? head : `${head}\n${table(['FOUND AT', 'KIND', 'ATTEMPT', 'STEP', ''], lines)}`;
}

const POINTS = 1_000;

async function lookAt(world: World, { args: [run = ''] }: Input): Promise<Look> {
  const { api, signal } = world;
  const path = { run };
  const [{ data: state }, { data: chart }] = await Promise.all([
    api.get('/v1/runs/{run}', { path, signal }),
    api.get('/v1/runs/{run}/metrics', { path, query: { max_points: POINTS }, signal }),
  ]);
  const { status, attempt, last_step, schedule } = state;
  const width = Math.max(10, world.columns - 32);
  const lines = Object.entries(chart.columns).map(([name, values]) => {
    const last = values.findLast((value) => value !== null);
    return `  ${name.padEnd(16).slice(0, 16)} ${(last ?? NaN).toPrecision(5).padStart(10)} ${sparkline(values, width)}\n`;
  });
  print(world, { run: state, chart }, () =>
    [
      `${run}: ${status}, attempt ${attempt}, step ${last_step ?? '-'}, `,
      `entropy ${schedule.entropy_coef}, learning rate ${schedule.learning_rate}\n`,
      ...lines,
    ].join(''),
  );
  const isOver = ENDED.includes(status);
  return { isOver, isWell: isOver, says: `${run} is ${status}` };
}
