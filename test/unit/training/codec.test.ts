import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { decodeState, encodeState } from '../../../lib/training/codec.ts';
import { CorruptStateError } from '../../../lib/training/corrupt-state-error.ts';
import { ALERTS, initialState, type TrainingState } from '../../../lib/training/training-state.ts';
import { batchOf, NOON, take } from '../../support/training/batches.ts';
import { GUIDE } from '../../support/training/config.ts';

const number = fc.double({ noNaN: true });
const series = fc.record({
  values: fc.array(number).map((values) => Float64Array.from(values)),
  taken: fc.nat(),
});
const sum = fc.record({ count: fc.nat(), sum: number, carry: number });
const alert = fc.record({ reported: fc.nat({ max: 32 }), calm: fc.nat({ max: 100 }) });

const state: fc.Arbitrary<TrainingState> = fc.record({
  lastStep: fc.integer({ min: -1, max: 999_999_999_999 }),
  rewards: series,
  losses: series,
  kls: series,
  episodes: series,
  hasEpisodes: fc.boolean(),
  fresh: fc.record({ rewards: fc.nat(), losses: fc.nat() }),
  figures: fc.record({ mean: number, std: number }),
  alerts: fc.record({
    divergence: alert,
    loss_spike: alert,
    reward_drop: alert,
    runaway_reward: alert,
    runaway_kl: alert,
    kl_warning: alert,
    reward_ceiling: alert,
    episode_ceiling: alert,
    entropy_stuck: alert,
  }),
  entropy: fc.array(fc.record({ at: fc.nat(), step: fc.nat(), coefficient: number })),
  sums: fc.record({ reward: sum, loss: sum, kl: sum, episode_reward: sum }),
});

/** With the windows of the tuning guide, all of them full. */
function fullState(): TrainingState {
  const values = Float64Array.from({ length: 1_000 }, (_value, index) => Math.sin(index));
  const columns = { reward: values, loss: values, kl: values, episode_reward: values };
  let { state } = take(initialState(GUIDE), batchOf(columns), GUIDE);
  for (let batch = 1; batch < 14; batch += 1) {
    const now = NOON + batch * 300_000;
    ({ state } = take(state, batchOf({ reward: values, loss: values }, batch * 1_000), GUIDE, { now }));
  }
  return state;
}

describe('the bytes of a training state', () => {
  it('give the state back', () => {
    fc.assert(
      fc.property(state, (one) => {
        expect(decodeState(encodeState(one))).toEqual(one);
      }),
    );
  });

  it('are under 20 kB when all windows are full, of which DynamoDB makes 20 write units', () => {
    const { length } = encodeState(fullState());

    expect(length).toBeGreaterThan(17_600);
    expect(length).toBeLessThan(20_000);
  });

  it('hold every alert', () => {
    expect(Object.keys(initialState(GUIDE).alerts).sort()).toEqual([...ALERTS].sort());
  });

  it('may lie anywhere in a buffer', () => {
    const bytes = encodeState(fullState());
    const larger = new Uint8Array(bytes.length + 10);
    larger.set(bytes, 3);

    expect(decodeState(larger.subarray(3, 3 + bytes.length))).toEqual(decodeState(bytes));
  });

  it('are refused with one bit turned over, in whichever byte', () => {
    const bytes = encodeState(
      take(initialState(GUIDE), batchOf({ reward: [1, 2], loss: [3, 4] }), GUIDE).state,
    );
    for (let index = 0; index < bytes.length; index += 1) {
      const damaged = Uint8Array.from(bytes);
      damaged[index] = (damaged[index] ?? 0) ^ (1 << (index % 8));

      expect(() => decodeState(damaged)).toThrow(CorruptStateError);
    }
  });

  it('are refused when there are fewer or more of them', () => {
    const bytes = encodeState(initialState(GUIDE));
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => decodeState(bytes.subarray(0, length))).toThrow(CorruptStateError);
    }
    expect(() => decodeState(Buffer.concat([bytes, Buffer.alloc(1)]))).toThrow(CorruptStateError);
  });

  it('are refused when they are of something else, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decodeState(bytes)).toThrow(CorruptStateError);
      }),
    );
  });

  it('are refused when header and checksum are right, but the body makes no sense', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (body) => {
        const header = Buffer.alloc(14);
        header.write('ATWS');
        header.writeUInt16LE(1, 4);
        header.writeUInt32LE(body.length, 6);
        header.writeUInt32LE(crc32(body), 10);

        expect(() => decodeState(Buffer.concat([header, body]))).toThrow(CorruptStateError);
      }),
    );
  });

  it('name the version when they come from a later one', () => {
    const bytes = Uint8Array.from(encodeState(initialState(GUIDE)));
    bytes[4] = 9;

    expect(() => decodeState(bytes)).toThrow('of version 9, known is 1');
  });
});
