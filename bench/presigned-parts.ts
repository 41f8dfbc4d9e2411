import { sha256Hex } from '../lib/checkpoints/content.ts';
import type { Bench } from './bench.ts';
import { createCheckpointDependencies } from './checkpoints/dependencies.ts';
import { largeRecord } from './checkpoints/records.ts';
import { runtimeVariables } from './selections/environment.ts';
import { median } from './statistics.ts';

const PARTS = 1_000;
const ROUNDS = 15;
const WARM_UP = 3;

export const presignedParts: Bench = {
  title: 'Presigned parts',
  method:
    `The URLs of an upload of ${PARTS.toLocaleString('en')} parts, the most that there may be, each with the length and the ` +
    'SHA-256 of its part signed in, by the signer of the checkpoints function, in one process without a call over the ' +
    `network. Medians of ${ROUNDS} uploads after ${WARM_UP} to warm up; the clock on the wall.`,
  run: async () => {
    Object.assign(process.env, runtimeVariables('http://127.0.0.1:1'));
    delete process.env['AWS_PROFILE'];
    const { signer } = createCheckpointDependencies();
    const hashes = Array.from({ length: PARTS }, (_, index) => sha256Hex(Buffer.from(`part ${index}`)));
    const seconds: number[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const upload = { ...largeRecord('bench', round, Date.now()), multipartId: `upload-${round}` };
      const from = performance.now();
      const urls = new Set((await signer.parts(upload, hashes)).map(({ url }) => url));
      if (round >= WARM_UP) seconds.push((performance.now() - from) / 1_000);
      if (urls.size !== PARTS) throw new Error(`${urls.size} different URLs for ${PARTS} parts`);
    }
    const typical = median(seconds);
    return [
      { name: 'parts', figure: PARTS / typical, unit: 'URLs/s' },
      { name: `an upload of ${PARTS.toLocaleString('en')} parts`, figure: typical * 1_000, unit: 'ms' },
    ];
  },
};
