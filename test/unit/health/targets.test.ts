import { healthTargets, UnconfiguredModelError } from '../../../lib/health/targets.ts';

const CONFIG = { timeouts_ms: { mistral: 5_000, qwen: 2_000 } };

describe('the models to be probed', () => {
  it('are those with a URL', () => {
    expect(healthTargets(CONFIG, { qwen: 'http://qwen.example/' })).toEqual([
      { model: 'qwen', url: 'http://qwen.example/', timeoutMs: 2_000 },
    ]);
  });

  it('may not be others than those configured', () => {
    expect(() => healthTargets(CONFIG, { gwen: 'http://qwen.example/' })).toThrow(UnconfiguredModelError);
  });
});
