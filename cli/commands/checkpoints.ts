import type { Options, Schemas } from '../../clients/typescript/index.ts';
import { change } from '../change.ts';
import { choiceOf, oneOf } from '../choice.ts';
import { CHANGES, REASON, type Command } from '../command.ts';
import { download } from '../download.ts';
import { needed } from '../input.ts';
import { listed, PAGING } from '../listed.ts';
import { print, table, time } from '../print.ts';

const pinning = (['pin', 'unpin'] as const).map((verb): Command => ({
  name: `checkpoints ${verb}`,
  args: '<run> <step>',
  summary: verb === 'pin' ? 'keep one whatever is pruned' : 'no longer',
  options: CHANGES,
  run: async (world, input) => {
    const [run = '', step = ''] = input.args;
    await change(world, input, {
      does: `${verb === 'pin' ? 'Pin' : 'Unpin'} the checkpoint of step ${step} of ${run}`,
      route: `${verb === 'pin' ? 'PUT' : 'DELETE'} /v1/runs/{run}/checkpoints/{step}/pin`,
      path: { run, step },
      ifUnchanged: { route: 'GET /v1/runs/{run}/checkpoints/{sel}', path: { run, sel: step } },
    });
    return undefined;
  },
}));

const selected = (['best', 'stable', 'latest'] as const).map((sel): Command => ({
  name: `checkpoints ${sel}`,
  args: '<run>',
  summary: `the ${sel === 'stable' ? 'newest stable' : sel} one`,
  run: async (world, { args: [run = ''] }) => {
    const path = { run, sel };
    const { data } = await world.api.get('/v1/runs/{run}/checkpoints/{sel}', { path, signal: world.signal });
    print(world, data, () => table(TITLES, [rowOf(data)]));
    return undefined;
  },
}));

export const checkpoints: readonly Command[] = [
  {
    name: 'checkpoints ls',
    args: '<run>',
    summary: 'checkpoints of a run',
    options: {
      ...PAGING,
      state: { type: 'string', value: 'STATE', about: 'committed, superseded or pruned' },
    },
    run: async (world, input) => {
      const [run = ''] = input.args;
      const state = choiceOf(input, 'state', STATES);
      const options = { path: { run }, query: { state }, signal: world.signal };
      const items = await listed(world.api.items('/v1/runs/{run}/checkpoints', options), input);
      print(world, { items }, () => table(TITLES, items.map(rowOf)));
      return undefined;
    },
  },
  ...selected,
  ...pinning,
  {
    name: 'checkpoints download',
    args: '<run> [sel]',
    summary: 'a model: a step, latest (default), best or stable',
    options: { out: { type: 'string', value: 'FILE', about: 'where to; default <run>-<step>.model' } },
    run: async (world, input) => {
      const [run = '', sel = 'latest'] = input.args;
      const path = { run, sel };
      const { data } = await world.api.post('/v1/runs/{run}/checkpoints/{sel}/download', {
        path,
        signal: world.signal,
      });
      const file = input.text('out') ?? `${run}-${data.step}.model`;
      await download(data, file, world.signal);
      print(
        world,
        { file, step: data.step, sha256: data.sha256, size_bytes: data.size_bytes },
        () => `${file}\n`,
      );
      return undefined;
    },
  },
  {
    name: 'checkpoints rollback',
    args: '<run> <to>',
    summary: 'send training back: previous, best, stable or a step',
    options: { ...CHANGES, reason: REASON },
    run: async (world, input) => {
      const [run = '', word = ''] = input.args;
      const to = targetOf(word);
      await change(world, input, {
        does: `Send ${run} back to ${typeof to === 'number' ? `step ${to}` : `its ${to} checkpoint`}; later steps are superseded`,
        route: 'POST /v1/runs/{run}/rollback',
        path: { run },
        body: { to, reason: needed(input, 'reason') },
      });
      return undefined;
    },
  },
];

type Target = Options<'/v1/runs/{run}/rollback', 'post'>['body']['to'];

const NAMED = ['previous', 'best', 'stable'] as const satisfies readonly Target[];

function targetOf(word: string): Target {
  if (/^\d+$/.test(word)) return Number(word);
  return oneOf(NAMED, word, '<to>, where it is no step,');
}

type State = Schemas['Checkpoint']['state'];
const STATES: readonly State[] = ['committed', 'superseded', 'pruned'];

const TITLES = ['STEP', 'ATTEMPT', 'STATE', 'REWARD', 'LOSS', 'KL', 'MB', '', 'CREATED'];

function rowOf(checkpoint: Schemas['Checkpoint']) {
  const { metrics, size_bytes, pinned, is_best, stable } = checkpoint;
  const marks = [is_best && 'best', stable && 'stable', pinned && 'pinned'].filter(Boolean).join(', ');
  return [
    checkpoint.step,
    checkpoint.attempt,
    checkpoint.state,
    ...[metrics.reward, metrics.loss, metrics.kl].map((value) => String(value)),
    (size_bytes / 1e6).toFixed(1),
    marks,
    time(checkpoint.created_at),
  ];
}
