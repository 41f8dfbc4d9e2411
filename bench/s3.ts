import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Bench, Row } from './bench.ts';
import { startChild } from './child.ts';
import { MEGABYTE, transfer, type Times } from './s3/transfer.ts';
import { median } from './statistics.ts';

const MEGABYTES = 100;
const ROUNDS = 5;

const greeting = v.object({ url: v.string() });
const memory = v.object({ growthBytes: v.number() });

interface Measured {
  readonly rounds: readonly Times[];
  readonly growthBytes: number;
}

export const s3: Bench = {
  title: 'Local S3: an object of 100 MB',
  method:
    `PUT and GET over HTTP, to a server in a process of its own; medians of ${ROUNDS} after one to warm up. Kept ` +
    'over restarts (`--state`), it is on the disk before the answer. Peak growth is of the server’s resident memory, ' +
    'looked at every 5 ms during these rounds, over what it was before them. 1 MB is 1,000,000 bytes. Rates are of ' +
    'this machine’s disk and its two processes: nothing else should run.',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bench-s3-'));
    try {
      return [...rowsOf('', await measure([])), ...rowsOf(', kept over restarts', await measure([folder]))];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function measure(args: readonly string[]): Promise<Measured> {
  const child = startChild('bench/s3/child.ts', { args });
  try {
    const url = `${v.parse(greeting, await child.greeting).url}/bench/object`;
    await transfer(url, MEGABYTES);
    await child.ask('watch');
    const rounds: Times[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await transfer(url, MEGABYTES));
    return { rounds, ...v.parse(memory, await child.ask('stop')) };
  } finally {
    await child.end();
  }
}

function rowsOf(how: string, { rounds, growthBytes }: Measured): readonly Row[] {
  const rate = (seconds: (times: Times) => number) => MEGABYTES / median(rounds.map(seconds));
  return [
    { name: `PUT${how}`, figure: rate(({ putSeconds }) => putSeconds), unit: 'MB/s' },
    { name: `GET${how}`, figure: rate(({ getSeconds }) => getSeconds), unit: 'MB/s' },
    { name: `peak growth of memory${how}`, figure: growthBytes / MEGABYTE, unit: 'MB' },
  ];
}
