import type { CheckpointAnswer } from '../../../lib/contracts/answers/checkpoints.ts';
import type { ChartAnswer, RunAnswer } from '../../../lib/contracts/answers/runs.ts';
import type { SeriesChunk } from '../../../lib/contracts/series.ts';
import { chartOf } from '../../../lib/training/chart.ts';
import type { RunSeriesReader } from '../../../lib/training/ports.ts';

const AT = '2026-01-31T12:00:00.000Z';
const STEPS = 1_000_000;
const BATCH = 5_000;
/** As many parts as make the console ask for more of them: the API itself stops at 12 million. */
const CELLS_A_PART = 2_000_000;
const METRICS = ['reward', 'loss', 'kl', 'entropy', 'learning_rate', 'grad_norm'];

/** Looks like chance, and is the same each time. */
const noise = (step: number): number => Math.sin(step * 12.9898) * Math.cos(step * 78.233);

const run: RunAnswer = {
  run_id: 'launch',
  attempt: 2,
  status: 'running',
  created_at: AT,
  metrics_at: AT,
  last_step: STEPS - 1,
  lr_multiplier: 1,
  rollbacks: { used: 1, max: 3 },
  normalizer: { mean: 3, std: 1, count: 1_000 },
  findings: Array.from({ length: 50 }, (_, index) => ({
    kind: 'loss_spike',
    attempt: 1,
    step: index * 19_000,
    detail: `losses average ${index}`,
    at: AT,
  })),
  directive: {
    id: '01JJZ3T9Q4M8W2X6Y0A1B2C3D4',
    action: 'continue',
    attempt: 2,
    issued_at: AT,
    by: 'artisan',
    lr_multiplier: 1,
  },
  schedule: {
    step: STEPS,
    entropy_coef: 0.01,
    learning_rate: 3e-4,
    lr_multiplier: 1,
    clip_range: 0.2,
    gamma: 0.99,
    lambda: 0.95,
    batch_size: 64,
    n_epochs: 10,
    update_frequency: 2048,
    save_frequency: 500,
    overridden: {},
  },
  overrides: {},
  lineage: [{ attempt: 2, step: 500_000, at: AT, by: 'artisan', reason: 'loss_spike' }],
};

export const aRunNamed = (run_id: string): RunAnswer => ({ ...run, run_id });

export const CHECKPOINTS: readonly CheckpointAnswer[] = Array.from({ length: 40 }, (_, index) => ({
  step: (index + 1) * 24_000,
  attempt: 1,
  state: 'committed',
  size_bytes: 1_000_000,
  sha256: 'f'.repeat(64),
  metrics: { reward: 3, loss: 0.4, kl: 0.01 },
  pinned: false,
  is_best: index === 7,
  stable: true,
  created_at: AT,
}));

/** A million steps, as the trainer's batches lie in the bucket. */
const million: RunSeriesReader = {
  list: async function* () {
    yield await Promise.resolve(
      Array.from({ length: STEPS / BATCH }, (_, index) => ({
        key: String(index * BATCH),
        attempt: 1,
        firstStep: index * BATCH,
        lastStep: (index + 1) * BATCH - 1,
      })),
    );
  },
  read: (key) => Promise.resolve(batchFrom(Number(key))),
};

/** The same in each batch: numbers cost more to make than to look at. */
const columns = Object.fromEntries(
  METRICS.map((name, at) => [name, Array.from({ length: BATCH }, (_, index) => at + noise(index + at))]),
);

function batchFrom(first: number): SeriesChunk {
  return { attempt: 1, steps: Array.from({ length: BATCH }, (_, index) => first + index), columns };
}

/** By query: the console asks again and again. */
const answers = new Map<string, Promise<ChartAnswer>>();

/** What the API makes of the million steps: its own code, with its own sampling. */
export function millionSteps(query: URLSearchParams): Promise<ChartAnswer> {
  const known = answers.get(query.toString()) ?? sampled(query);
  answers.set(query.toString(), known);
  return known;
}

async function sampled(query: URLSearchParams): Promise<ChartAnswer> {
  const { nextFrom, ...chart } = await chartOf(
    million,
    { run_id: 'launch', attempt: 1, lineage: [] },
    {
      from: Number(query.get('from')),
      to: Infinity,
      maxPoints: Number(query.get('max_points')),
      maxCells: CELLS_A_PART,
    },
  );
  return { run_id: 'launch', attempt: 1, ...chart, ...(nextFrom !== undefined && { next_from: nextFrom }) };
}

export interface Wanted {
  /** Each is a chart. */
  readonly metrics: readonly string[];
  readonly points: number;
}

export function seriesOf({ metrics, points }: Wanted): ChartAnswer {
  const steps = Array.from({ length: points }, (_, index) => Math.floor((index * STEPS) / points));
  const columns = metrics.map((name, at) => [name, steps.map((step) => noise(step + at))] as const);
  return { run_id: 'wide', attempt: 1, steps, columns: Object.fromEntries(columns) };
}
