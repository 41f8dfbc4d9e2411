import fc from 'fast-check';
import { modeAtTurn } from '../../../lib/traffic/rotation.ts';
import { weightsThatSumTo100 } from '../../support/traffic/weights.ts';
import { countModes } from '../../support/traffic/selector.ts';

const turns = (weights: Record<string, number>, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ mode: modeAtTurn(weights, from + index) }));

describe('smooth round robin', () => {
  it('gives every mode exactly its weight in any 100 turns in a row', () => {
    fc.assert(
      fc.property(weightsThatSumTo100, fc.nat(1_000), (weights, from) => {
        const counts = countModes(turns(weights, from, 100));

        for (const [mode, weight] of Object.entries(weights)) expect(counts[mode] ?? 0).toBe(weight);
      }),
    );
  });

  it('interleaves: no mode is ever a whole turn ahead of or behind its share', () => {
    fc.assert(
      fc.property(weightsThatSumTo100, fc.integer({ min: 1, max: 99 }), (weights, length) => {
        const counts = countModes(turns(weights, 0, length));

        const modes = Object.entries(weights).filter(([, weight]) => weight > 0);
        for (const [mode, weight] of modes) {
          const lead = (counts[mode] ?? 0) - (length * weight) / 100;
          expect(Math.abs(lead)).toBeLessThan(modes.length);
        }
      }),
    );
  });

  it('takes 60, 30, 10 in the order that nginx would', () => {
    const sequence = turns({ fast: 60, balanced: 30, creative: 10 }, 0, 10).map(({ mode }) => mode);

    expect(sequence).toEqual([
      ...['fast', 'balanced', 'fast', 'fast', 'balanced'],
      ...['fast', 'creative', 'fast', 'balanced', 'fast'],
    ]);
  });
});
