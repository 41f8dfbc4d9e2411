import fc from 'fast-check';
import { decayedAt, type Decay } from '../../../lib/training/decay.ts';
import { reducedMultiplier, scheduleAt } from '../../../lib/training/schedule.ts';
import { GUIDE } from '../../support/training/config.ts';

const decay: fc.Arbitrary<Decay> = fc.record({
  initial: fc.double({ min: 0, max: 1, noNaN: true }),
  final: fc.double({ min: 0, max: 1, noNaN: true }),
  decay_steps: fc.integer({ min: 1, max: 1_000_000 }),
  decay_strategy: fc.constantFrom('linear', 'cosine'),
});
const step = fc.integer({ min: 0, max: 2_000_000 });

const config = GUIDE.ppo_schedule;
const UNTOUCHED = { lr_multiplier: 1, overrides: {} };

describe('the schedule', () => {
  it('never turns back and never leaves the range of its ends', () => {
    fc.assert(
      fc.property(decay, step, step, (one, first, second) => {
        const [early, late] = [Math.min(first, second), Math.max(first, second)];
        const [before, after] = [decayedAt(early, one), decayedAt(late, one)];

        const direction = Math.sign(one.final - one.initial);
        expect((after - before) * direction).toBeGreaterThanOrEqual(0);
        expect(before).toBeGreaterThanOrEqual(Math.min(one.initial, one.final));
        expect(before).toBeLessThanOrEqual(Math.max(one.initial, one.final));
      }),
    );
  });

  it('begins at the initial value and ends at exactly the final one', () => {
    fc.assert(
      fc.property(decay, fc.nat(), (one, beyond) => {
        expect(decayedAt(0, one)).toBeCloseTo(one.initial, 12);
        expect(decayedAt(one.decay_steps + beyond, one)).toBe(one.final);
      }),
    );
  });

  it('tells a trainer all that it asks for', () => {
    expect(scheduleAt(10_000, config, UNTOUCHED)).toEqual({
      step: 10_000,
      entropy_coef: 0.005,
      learning_rate: 0.0001,
      lr_multiplier: 1,
      clip_range: 0.2,
      gamma: 0.99,
      lambda: 0.95,
      batch_size: 64,
      n_epochs: 4,
      update_frequency: 500,
      save_frequency: 500,
      overridden: {},
    });
  });

  it('multiplies the learning rate, and nothing else', () => {
    const half = scheduleAt(0, config, { lr_multiplier: 0.5, overrides: {} });

    const { learning_rate, lr_multiplier } = half;
    expect([learning_rate, lr_multiplier]).toEqual([0.00015, 0.5]);
    expect({ ...half, learning_rate: 0.0003, lr_multiplier: 1 }).toEqual(scheduleAt(0, config, UNTOUCHED));
  });

  it('gives way to what an operator has set, and says who', () => {
    const by = { by: 'ann', at: 0, reason: 'as the handbook says' };
    const overrides = { learning_rate: { value: 1e-5, ...by }, clip_range: { value: 0.1, ...by } };

    const schedule = scheduleAt(0, config, { lr_multiplier: 0.5, overrides });

    expect([schedule.learning_rate, schedule.clip_range, schedule.entropy_coef]).toEqual([1e-5, 0.1, 0.02]);
    expect(schedule.overridden).toEqual({
      learning_rate: { by: 'ann', reason: 'as the handbook says' },
      clip_range: { by: 'ann', reason: 'as the handbook says' },
    });
  });
});

describe('the multiplier of the learning rate', () => {
  it('compounds down to the floor, and never rises', () => {
    const steps: number[] = [];
    for (let multiplier = 1, index = 0; index < 5; index += 1) {
      multiplier = reducedMultiplier(multiplier, 0.5, 0.1);
      steps.push(multiplier);
    }

    expect(steps).toEqual([0.5, 0.25, 0.125, 0.1, 0.1]);
    expect(reducedMultiplier(0.05, 0.5, 0.1)).toBe(0.05);
  });
});
