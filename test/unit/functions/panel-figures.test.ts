import { PANELS } from '../../../cdk/monitoring/panels.ts';
import { familiesOf } from '../../../lib/observability/families.ts';
import { aSnapshot } from '../../support/observability/a-snapshot.ts';
import { aTrainingApi } from '../../support/training/a-training-api.ts';

/** Lines that both dashboards draw of one gauge of the training. */
const PAIRS = PANELS.flatMap(({ title, prometheus, cloudWatch }) =>
  cloudWatch.flatMap(({ metric }, index) => {
    const gauge = prometheus[index]?.expr ?? '';
    return /^ppo_\w+$/.test(gauge) ? [{ title, gauge, metric }] : [];
  }),
);

/** What GET /metrics and CloudWatch say of a run of two batches. */
async function afterBatchesWith(columns: Readonly<Record<string, readonly number[]>>) {
  const api = aTrainingApi();
  await api.begin();
  for (const first_step of [0, 2]) {
    const body = { reward: [4, 4.5], loss: [0.5, 0.4], kl: [0.01, 0.02], entropy: [1.2, 1.1], ...columns };
    expect((await api.post({ attempt: 1, first_step, columns: body })).status).toBe(200);
  }
  const snapshot = aSnapshot({ training: api.told.at(-1)?.figures });
  const observed = { modes: [], models: [], latencyBounds: [], alarms: [], cacheHitRate: undefined };
  const families = familiesOf({ ...observed, snapshot });
  return {
    gauge: (name: string) => families.find((family) => family.name === name)?.samples[0]?.value,
    metric: (name: string) => api.surroundings.points.findLast((point) => point.name === name)?.value,
  };
}

describe('what both dashboards draw of training', () => {
  it('is all that is known of the newest step', () => {
    expect(new Set(PAIRS.map(({ gauge }) => gauge))).toEqual(
      new Set([
        ...['ppo_entropy_coef', 'ppo_learning_rate', 'ppo_reward', 'ppo_loss', 'ppo_kl'],
        'ppo_training_step',
      ]),
    );
  });

  it.each([
    ['says what it uses', { entropy_coef: [0.0193, 0.0192], learning_rate: [0.00028, 0.00027] }],
    ['does not say what it uses', {}],
  ])('is the same on both of a trainer that %s', async (_what, columns) => {
    const { gauge, metric } = await afterBatchesWith(columns);

    for (const pair of PAIRS) {
      expect(gauge(pair.gauge)).toEqual(expect.any(Number));
      expect({ ...pair, value: metric(pair.metric) }).toEqual({ ...pair, value: gauge(pair.gauge) });
    }
  });
});
