import type { Schemas } from '../../clients/typescript/index.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit.ts';
import { colored, print, table } from '../print.ts';
import { sparkline } from '../sparkline.ts';
import { WATCHES, watched, type Look } from '../watch.ts';
import type { World } from '../world.ts';

type Line = Schemas['Checklist']['lines'][number];

export const launch: readonly Command[] = [
  {
    name: 'checklist',
    summary: 'how it goes now; 1 if a line fails',
    options: WATCHES,
    run: (world, input) => watched(world, input, lookAtChecklist),
  },
  {
    name: 'report',
    summary: 'did the launch go as it should; 1 if a line fails',
    options: {
      window: { type: 'string', value: 'TIME', about: 'such as 48h (default), at most 14d' },
      run: { type: 'string', value: 'RUN', about: 'the training run; default: the newest' },
    },
    run: async (world, input) => {
      const query = { window: input.text('window'), run: input.text('run') };
      const { data } = await world.api.get('/v1/report', { query, signal: world.signal });
      print(world, data, () => `${linesOf(world, data.lines)}\n${chartsOf(world, data.charts)}`);
      return data.status === 'fail' ? EXIT.failed : undefined;
    },
  },
];

async function lookAtChecklist(world: World): Promise<Look> {
  const { data } = await world.api.get('/v1/checklist', { signal: world.signal });
  print(world, data, () => linesOf(world, data.lines));
  return { isOver: false, isWell: data.status !== 'fail', says: `the checklist says ${data.status}` };
}

const COLORS = { pass: 'good', fail: 'bad', no_data: 'meh' } as const;

function linesOf(world: World, lines: readonly Line[]): string {
  const rows = lines.map(({ status, says, figure, unit, target, detail }) => [
    status.replace('_', ' '),
    says,
    figure === null ? '-' : `${Number(figure.toPrecision(4))} ${unit}`.trimEnd(),
    `${target}${detail === undefined ? '' : `; ${detail}`}`,
  ]);
  const text = table(['', 'WHAT', 'FIGURE', 'SHOULD BE'], rows);
  return text.replace(/^(pass|fail|no data)/gm, (word) => {
    const status = word === 'no data' ? 'no_data' : word === 'pass' ? 'pass' : 'fail';
    return colored(world, COLORS[status], word);
  });
}

function chartsOf(world: World, { split, entropy }: Schemas['Report']['charts']): string {
  const width = Math.max(10, world.columns - 20);
  const names = [...new Set(split.flatMap(({ modes }) => Object.keys(modes)))];
  const rows = names.map((name) => {
    const shares = split.map(({ modes }) => modes[name] ?? null);
    return `  ${name.padEnd(16)} ${sparkline(shares, width)}\n`;
  });
  const scheduled = sparkline(
    entropy.map((point) => point.scheduled),
    width,
  );
  return [...rows, ...(entropy.length > 0 ? [`  ${'entropy'.padEnd(16)} ${scheduled}\n`] : [])].join('');
}
