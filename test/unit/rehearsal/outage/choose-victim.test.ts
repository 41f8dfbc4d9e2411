import { chooseVictim } from '../../../../rehearsal/outage/choose-victim.ts';

describe('the model that fails in a rehearsal', () => {
  it('is one that serves a single mode, and not the fallback', () => {
    const modeModels = {
      fast: ['mistral'],
      balanced: ['mistral', 'llama'],
      creative: ['qwen', 'mistral', 'llama'],
    };

    expect(chooseVictim(modeModels, 'fast')).toEqual({ model: 'qwen', mode: 'creative' });
  });

  it.each([
    ['every model serves several modes', { fast: ['a'], slow: ['a'] }],
    ['the only one of its own serves the fallback', { fast: ['a', 'b'], slow: ['b'] }],
    ['there is one mode', { fast: ['a'] }],
  ])('is none when %s', (_what, modeModels) => {
    expect(chooseVictim(modeModels, 'fast')).toBeUndefined();
  });
});
