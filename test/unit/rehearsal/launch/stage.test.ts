import { aheadOf } from '../../../../rehearsal/launch/stage.ts';

describe('how far the clock of a stage is ahead', () => {
  it('is told to the millisecond', () => {
    const ahead = Array.from({ length: 1_000 }, () => aheadOf({ now: () => Date.now() + 59_369 }));

    expect(new Set(ahead)).toEqual(new Set([59_369]));
  });
});
