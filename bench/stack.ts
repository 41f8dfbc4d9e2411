import * as v from 'valibot';
import { ApiClient } from '../rehearsal/api-client.ts';
import { signed } from '../rehearsal/credentials.ts';
import { randomFrom } from '../rehearsal/training/noise.ts';
import { replayTraffic, type Asked } from '../rehearsal/traffic/replay.ts';
import { builtAssembly } from '../scripts/lib/build/built.ts';
import type { Bench } from './bench.ts';
import { startChild, type Child } from './child.ts';

const STARTS = 3;
const LIMIT_SECONDS = 5;
const SELECTIONS = 2_000;
const CONCURRENCY = 8;

const greeting = v.object({
  url: v.string(),
  region: v.string(),
  credentials: v.object({ accessKeyId: v.string(), secretAccessKey: v.string() }),
});
const memory = v.object({ residentBytes: v.number() });

export const stack: Bench = {
  title: 'Local stack: start and memory',
  method:
    'The whole stack of stage `local` in a process of its own, in memory, from its cloud assembly: building that is ' +
    'not counted. A start lasts from the start of the process until a signed selection is answered, by a function that ' +
    `starts cold for it; the slowest of ${STARTS}. Resident memory with all services up and no function started, and ` +
    `after ${SELECTIONS} selections, half of them of returning sessions, ${CONCURRENCY} at a time; in the last of the ` +
    'starts. 1 MB is 1,000,000 bytes. Times are of two cores that nothing else keeps busy.',
  run: async () => {
    const assemblyFolder = await builtAssembly('local');
    const starts: Start[] = [];
    for (let round = 0; round < STARTS; round += 1) starts.push(await startOnce(assemblyFolder));
    const [seconds, last] = [Math.max(...starts.map((start) => start.seconds)), starts.at(-1)];
    return [
      {
        name: 'start until a selection is answered',
        figure: seconds,
        unit: 's',
        limit: { atMost: LIMIT_SECONDS },
      },
      { name: 'memory at idle', figure: last?.idleMb ?? NaN, unit: 'MB' },
      { name: `memory after ${SELECTIONS} selections`, figure: last?.usedMb ?? NaN, unit: 'MB' },
    ];
  },
};

interface Start {
  readonly seconds: number;
  readonly idleMb: number;
  readonly usedMb: number;
}

async function startOnce(assemblyFolder: string): Promise<Start> {
  const startedAt = performance.now();
  const child = startChild('bench/stack/child.ts', { args: [assemblyFolder] });
  try {
    const { url, region, credentials } = v.parse(greeting, await child.greeting);
    const idleMb = await residentMb(child);
    const select = selector(url, signed(credentials, region));
    await select(1);
    const seconds = (performance.now() - startedAt) / 1_000;
    await select(SELECTIONS / 2);
    return { seconds, idleMb, usedMb: await residentMb(child) };
  } finally {
    await child.end();
  }
}

async function residentMb(child: Child): Promise<number> {
  return v.parse(memory, await child.ask('memory')).residentBytes / 1_000_000;
}

/** So many new sessions, of which as many return. Throws when one is not answered as it should be. */
function selector(url: string, credential: ReturnType<typeof signed>) {
  return async (sessions: number): Promise<void> => {
    const client = new ApiClient(url, { connections: CONCURRENCY });
    const wrong: Asked[] = [];
    const selections = sessions === 1 ? 1 : 2 * sessions;
    await replayTraffic({
      client,
      credential,
      name: `bench-${sessions}`,
      arrivals: Array.from({ length: selections }, () => 0),
      returning: sessions === 1 ? 0 : 0.5,
      random: randomFrom(1),
      concurrency: CONCURRENCY,
      wait: () => Promise.resolve(),
      onAnswer: (asked) => {
        if (!asked.selection) wrong.push(asked);
      },
    }).finally(() => {
      client.close();
    });
    if (wrong.length > 0) throw new Error(`A selection went wrong: ${JSON.stringify(wrong[0])}`);
  };
}
