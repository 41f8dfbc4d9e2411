import { decodeState, encodeState } from '../lib/training/codec.ts';
import { ingest as read } from '../lib/training/ingest.ts';
import { initialState, type TrainingState } from '../lib/training/training-state.ts';
import type { Bench, Row } from './bench.ts';
import { median } from './statistics.ts';
import { configured } from './training/configured.ts';
import { cpuMilliseconds } from './training/cpu.ts';
import { aBatch } from './training/signals.ts';

const STEPS = 1_000_000;
/** What a trainer sends at a time. */
const BATCH = 500;
/** Batches of one measurement, and how many of these the median is of. */
const [TIMED, ROUNDS] = [100, 15];
/** DynamoDB counts writes by KiB begun. */
const WRITE_UNIT_BYTES = 1_024;

const config = configured();

export const ingest: Bench = {
  title: 'Ingest of metrics',
  method:
    'Batches of columns with six metrics (reward, loss, kl, episode_reward and two more), validated, normalised and watched ' +
    'by all detectors with the windows of the tuning guide; parsing JSON, tables and the network are apart. Time of ' +
    'processor on one core. "After 10^6 steps" is the cost of a batch then against that of a batch after 5,000 steps, when ' +
    'the windows are full: medians of 15 turns of 100 batches each. Bytes are those of the encoded state.',
  run: () => {
    const batches = Array.from({ length: STEPS / BATCH }, (_batch, index) => aBatch(index * BATCH, BATCH));
    readAll(initialState(config), batches.slice(0, 400));
    let young = readAll(initialState(config), batches.slice(0, 10));
    young = decodeState(encodeState(young));
    let old = initialState(config);
    const milliseconds = cpuMilliseconds(() => {
      old = readAll(old, batches);
    });
    const bytes = { young: encodeState(young).length, old: encodeState(old).length };
    const writeUnits = (1_000 / BATCH) * Math.ceil(bytes.old / WRITE_UNIT_BYTES);
    const rows: readonly Row[] = [
      rate('batches of 500', STEPS, milliseconds),
      rate('batches of 5,000', STEPS, largeBatchMilliseconds()),
      { name: 'time a batch after 10^6 steps', figure: slowdown(young, old), unit: 'x' },
      {
        name: 'bytes a batch after 10^6 steps',
        figure: bytes.old / bytes.young,
        unit: 'x',
        limit: { atMost: 1.05 },
      },
      { name: 'encoded state', figure: bytes.old / 1_000, unit: 'kB', limit: { atMost: 28 } },
      { name: 'its write units per 1,000 steps', figure: writeUnits, unit: '', limit: { atMost: 60 } },
      { name: 'to encode and decode it', figure: codecMilliseconds(old), unit: 'ms' },
    ];
    return Promise.resolve(rows);
  },
};

function rate(name: string, steps: number, milliseconds: number): Row {
  return {
    name: `${name}: steps a second`,
    figure: (steps * 1_000) / milliseconds,
    unit: '',
    limit: { atLeast: 1_000_000 },
  };
}

function readAll(state: TrainingState, batches: readonly ReturnType<typeof aBatch>[]): TrainingState {
  let current = state;
  for (const batch of batches) {
    const { findings, ...next } = read(current, batch, { config, overrides: {}, now: 0 });
    if (findings.length > 0) throw new Error(`A calm run has a finding: ${JSON.stringify(findings[0])}`);
    current = next.state;
  }
  return current;
}

function largeBatchMilliseconds(): number {
  const batches = Array.from({ length: STEPS / 5_000 }, (_batch, index) => aBatch(index * 5_000, 5_000));
  return cpuMilliseconds(() => {
    readAll(initialState(config), batches);
  });
}

/** Turn about, so that what the machine does meanwhile weighs on both alike. */
function slowdown(young: TrainingState, old: TrainingState): number {
  const time = (state: TrainingState) => {
    const batches = Array.from({ length: TIMED }, (_batch, index) =>
      aBatch(state.lastStep + 1 + index * BATCH, BATCH),
    );
    return cpuMilliseconds(() => {
      readAll(state, batches);
    });
  };
  return median(Array.from({ length: ROUNDS }, () => 1 / (time(young) / time(old))));
}

function codecMilliseconds(state: TrainingState): number {
  const times = 200;
  return (
    cpuMilliseconds(() => {
      for (let turn = 0; turn < times; turn += 1) decodeState(encodeState(state));
    }) / times
  );
}
