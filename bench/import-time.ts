import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench, Row } from './bench.ts';
import { bundled } from './bundled.ts';
import { createAnsweringServer } from './import-time/answering-server.ts';
import { buildNaive } from './import-time/build-naive.ts';
import { takeSamples, type Sample, type Subject } from './import-time/take-samples.ts';
import { listen } from './listen.ts';
import { runtimeVariables, selectionsVariables } from './selections/environment.ts';
import { median } from './statistics.ts';

const ROUNDS = 21;

export const importTime: Bench = {
  title: 'Import time of the select handler',
  method:
    'The shipped bundle against a naive one of the bare SDK (the DynamoDB client and two commands; esbuild --bundle ' +
    `--platform=node). ${ROUNDS} fresh processes each, in turns; medians of the times, and of the ratios within a ` +
    'turn. *Evaluated* ends when the last line of the modules has run: for the handler, when it begins to await the two ' +
    'reads that it makes at the top level. *Ready* ends when two reads are answered, by a server on this machine that ' +
    'answers at once: the handler makes them by itself, the naive one is made to make them right after it is loaded. ' +
    'Both find node:http loaded: on AWS, where endpoints are HTTPS, neither would load it.',
  run: async () => {
    const handler = pathToFileURL(resolve(await bundled('selections'))).href;
    const subjects: readonly Subject[] = [
      { kind: 'handler', target: handler },
      { kind: 'naive', target: resolve(await buildNaive({ minify: false })) },
      { kind: 'naive', target: resolve(await buildNaive({ minify: true })) },
    ];
    const { url, close } = await listen(createAnsweringServer());
    try {
      const variables = { ...runtimeVariables(url), ...selectionsVariables() };
      return toRows(await takeSamples(subjects, { rounds: ROUNDS, variables }));
    } finally {
      await close();
    }
  },
};

function toRows([handler, naive, minified]: readonly (readonly Sample[])[]): readonly Row[] {
  if (!handler || !naive || !minified) throw new Error('A subject has no samples');
  return [
    ms('handler evaluated', handler.map(evaluated)),
    ms('naive evaluated', naive.map(evaluated)),
    ms('naive, minified, evaluated', minified.map(evaluated)),
    {
      ...ratio('evaluated: handler / naive', handler.map(evaluated), naive.map(evaluated)),
      limit: NO_SLOWER,
    },
    ratio('evaluated: handler / naive, minified', handler.map(evaluated), minified.map(evaluated)),
    ms('handler ready', handler.map(ready)),
    ms('naive ready', naive.map(ready)),
    { ...ratio('ready: handler / naive', handler.map(ready), naive.map(ready)), limit: NO_SLOWER },
    ratio('handler ready / naive evaluated', handler.map(ready), naive.map(evaluated)),
  ];
}

const NO_SLOWER = { atMost: 1 };

const evaluated = ({ evaluatedMs }: Sample): number => evaluatedMs;
const ready = ({ readyMs }: Sample): number => readyMs;

const ms = (name: string, samples: readonly number[]): Row => ({ name, figure: median(samples), unit: 'ms' });

/** Of the two in the same round: the load of a machine changes within a run. */
function ratio(name: string, samples: readonly number[], others: readonly number[]): Row {
  const ratios = samples.map((value, round) => value / (others[round] ?? NaN));
  return { name, figure: median(ratios), unit: 'x' };
}
