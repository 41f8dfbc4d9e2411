import { crc32 } from 'node:zlib';
import type { Alert } from './alert.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { CorruptStateError } from './corrupt-state-error.ts';
import type { Series } from './series.ts';
import { readSums, writeSums } from './sums-codec.ts';
import { ALERTS, type TrainingState } from './training-state.ts';

/** "ATWS", then version, length of what follows the header, and its CRC-32. All numbers are little-endian. */
const MAGIC = 0x53575441;
const HEADER_BYTES = 14;

/** Grows with every change of what is written below. */
const VERSION = 1;

/** Some 18 kB with the windows of the tuning guide, whatever the length of the run. */
export function encodeState(state: TrainingState): Uint8Array {
  const body = bodyOf(state);
  const header = new ByteWriter();
  header.uint32(MAGIC);
  header.uint16(VERSION);
  header.uint32(body.length);
  header.uint32(crc32(body));
  return Buffer.concat([header.bytes(), body]);
}

/** @throws CorruptStateError when these are not bytes of encodeState, of this version, to the last one */
export function decodeState(bytes: Uint8Array): TrainingState {
  if (bytes.length < HEADER_BYTES)
    throw new CorruptStateError(`${bytes.length} bytes are less than a header`);
  const header = new ByteReader(bytes.subarray(0, HEADER_BYTES));
  if (header.uint32() !== MAGIC) throw new CorruptStateError('they begin like something else');
  const version = header.uint16();
  if (version !== VERSION) throw new CorruptStateError(`of version ${version}, known is ${VERSION}`);
  const body = bytes.subarray(HEADER_BYTES);
  const length = header.uint32();
  if (body.length !== length) throw new CorruptStateError(`${body.length} bytes instead of ${length}`);
  if (crc32(body) !== header.uint32()) throw new CorruptStateError('their checksum is wrong');
  const reader = new ByteReader(body);
  const state = readBody(reader);
  if (reader.left > 0) throw new CorruptStateError(`${reader.left} bytes are left over`);
  return state;
}

function bodyOf(state: TrainingState): Uint8Array {
  const writer = new ByteWriter();
  writer.float64(state.lastStep);
  for (const series of [state.rewards, state.losses, state.kls, state.episodes]) writeSeries(writer, series);
  writer.uint8(state.hasEpisodes ? 1 : 0);
  writer.float64(state.fresh.rewards, state.fresh.losses, state.figures.mean, state.figures.std);
  for (const name of ALERTS) {
    writer.uint16(state.alerts[name].reported);
    writer.uint16(state.alerts[name].calm);
  }
  writer.uint16(state.entropy.length);
  for (const { at, step, coefficient } of state.entropy) writer.float64(at, step, coefficient);
  writeSums(writer, state.sums);
  return writer.bytes();
}

/** Members are read in the order in which they were written. */
function readBody(reader: ByteReader): TrainingState {
  return {
    lastStep: reader.float64(),
    rewards: readSeries(reader),
    losses: readSeries(reader),
    kls: readSeries(reader),
    episodes: readSeries(reader),
    hasEpisodes: reader.uint8() === 1,
    fresh: { rewards: reader.float64(), losses: reader.float64() },
    figures: { mean: reader.float64(), std: reader.float64() },
    alerts: readAlerts(reader),
    entropy: Array.from({ length: reader.uint16() }, () => ({
      at: reader.float64(),
      step: reader.float64(),
      coefficient: reader.float64(),
    })),
    sums: readSums(reader),
  };
}

function writeSeries(writer: ByteWriter, { values, taken }: Series): void {
  writer.uint32(values.length);
  writer.float64(taken);
  writer.float64s(values);
}

function readSeries(reader: ByteReader): Series {
  const length = reader.uint32();
  const taken = reader.float64();
  return { taken, values: reader.float64s(length) };
}

function readAlerts(reader: ByteReader): TrainingState['alerts'] {
  const alert = (): Alert => ({ reported: reader.uint16(), calm: reader.uint16() });
  return {
    divergence: alert(),
    loss_spike: alert(),
    reward_drop: alert(),
    runaway_reward: alert(),
    runaway_kl: alert(),
    kl_warning: alert(),
    reward_ceiling: alert(),
    episode_ceiling: alert(),
    entropy_stuck: alert(),
  };
}
