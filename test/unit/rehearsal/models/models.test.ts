import { startModels, type Models } from '../../../../rehearsal/models/models.ts';

let models: Models;
beforeEach(async () => {
  models = await startModels(['qwen', 'llama']);
});
afterEach(() => models.stop());

const ask = async (url: string | undefined) => (await fetch(String(url))).status;

describe('simulated models', () => {
  it('answer, and say that they are well', async () => {
    const response = await fetch(String(models.urls['qwen']));

    expect([response.status, await response.json()]).toEqual([200, { model: 'qwen' }]);
    expect(await ask(models.healthUrls['llama'])).toBe(200);
    expect(models.urls['gpt']).toBeUndefined();
  });

  it('fail alone, with their health, and recover', async () => {
    models.fail('qwen');
    const failing = [await ask(models.urls['qwen']), await ask(models.healthUrls['qwen'])];
    const other = await ask(models.urls['llama']);
    models.recover('qwen');

    expect([...failing, other, await ask(models.urls['qwen'])]).toEqual([503, 503, 200, 200]);
  });
});
