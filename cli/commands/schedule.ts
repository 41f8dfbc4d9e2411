import type { Schemas } from '../../clients/typescript/index.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../exit.ts';
import { print, table } from '../print.ts';

const MILESTONES = 10;

export const schedule: readonly Command[] = [
  {
    name: 'schedule',
    args: '<run>',
    summary: 'entropy and learning rate at milestones (signed with AWS credentials)',
    options: {
      steps: { type: 'string', value: 'N,N', about: 'at these steps; default: every tenth of the run' },
    },
    run: async (world, input) => {
      const [run = ''] = input.args;
      const { signal } = world;
      const steps = stepsOf(input.text('steps')) ?? (await tenthsOf(world.api, run));
      const items: Schemas['Schedule'][] = [];
      for (const step of steps) {
        const query = { step };
        const { data } = await world.service.get('/v1/runs/{run}/schedule', { path: { run }, query, signal });
        items.push(data);
      }
      const rows = items.map((at) => [
        at.step,
        at.entropy_coef.toPrecision(4),
        at.learning_rate.toPrecision(4),
        at.clip_range,
        at.batch_size,
        Object.keys(at.overridden).join(', '),
      ]);
      print(world, { items }, () =>
        table(['STEP', 'ENTROPY', 'LEARNING RATE', 'CLIP', 'BATCH', 'OVERRIDDEN'], rows),
      );
      return undefined;
    },
  },
];

type Api = Parameters<Command['run']>[0]['api'];

/** Of a run that did not say how long it will be: of 10,000 steps. */
async function tenthsOf(api: Api, run: string): Promise<readonly number[]> {
  const { data } = await api.get('/v1/runs/{run}', { path: { run } });
  const total = data.total_steps ?? 10_000;
  return Array.from({ length: MILESTONES + 1 }, (_, tenth) => Math.round((total * tenth) / MILESTONES));
}

function stepsOf(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  const parts = text.split(',');
  if (parts.every((part) => /^\d{1,12}$/.test(part)) && parts.length <= 100) return parts.map(Number);
  throw new UsageError(`--steps is "${text}": allowed are up to 100 whole numbers, apart by commas`);
}
