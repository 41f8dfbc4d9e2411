import { aSelector, AN_OPERATOR, countModes } from '../../support/traffic/selector.ts';

const sessionIds = (count: number) => Array.from({ length: count }, (_, index) => `session-${index}`);

describe('the strategies', () => {
  it('round robin shares one counter: any 100 first requests over all containers give the exact weights', async () => {
    const { aContainer } = aSelector({ strategy: 'round_robin' });
    const containers = [aContainer(), aContainer(), aContainer(), aContainer()];

    const selections = await Promise.all(
      containers.flatMap((select, c) => sessionIds(25).map((id) => select({ session_id: `${id}-${c}` }))),
    );

    expect(countModes(selections)).toEqual({ fast: 60, balanced: 30, creative: 10 });
  });

  it('round robin without its counter draws, and says so to the log', async () => {
    const { select, rotation, errors } = aSelector({ strategy: 'round_robin' });
    rotation.isOut = true;

    const selection = await select({ session_id: 'a' });

    expect(selection.reason).toBe('assigned');
    expect(errors).toHaveLength(1);
  });

  it('user preference takes the preferred mode and pins it', async () => {
    const { select } = aSelector({ strategy: 'user_preference' });

    const first = await select({ session_id: 'a', preferred_mode: 'creative' });
    const again = await select({ session_id: 'a', preferred_mode: 'fast' });

    expect([first.mode, first.reason]).toEqual(['creative', 'preferred']);
    expect([again.mode, again.reason]).toEqual(['creative', 'sticky']);
  });

  it.each(['wild', 'constructor'])(
    'user preference draws when the preferred mode is %s',
    async (preferred_mode) => {
      const { select } = aSelector({ strategy: 'user_preference' });

      const selection = await select({ session_id: 'a', preferred_mode });

      expect(selection.reason).toBe('assigned');
    },
  );

  it('user preference draws when the preferred mode is downshifted', async () => {
    const { select, control } = aSelector({
      strategy: 'user_preference',
      weights: { fast: 100, balanced: 0, creative: 0 },
    });
    await control.setDownshift(AN_OPERATOR, 'creative', { to: 'balanced', reason: 'test' });

    const selection = await select({ session_id: 'a', preferred_mode: 'creative' });

    expect([selection.mode, selection.reason]).toEqual(['fast', 'assigned']);
  });

  it('weighted random ignores a preference', async () => {
    const { select } = aSelector({ weights: { fast: 100, balanced: 0, creative: 0 } });

    const selection = await select({ session_id: 'a', preferred_mode: 'creative' });

    expect([selection.mode, selection.reason]).toEqual(['fast', 'assigned']);
  });
});
