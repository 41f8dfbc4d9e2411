import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

const CREATION = {
  attempt: 1,
  step: 1,
  size_bytes: 5,
  sha256: 'a'.repeat(64),
  metrics: { reward: 1, loss: 1, kl: 0 },
};

describe.each([
  ['POST /v1/runs/{run}/checkpoints', 'trainer', CREATION],
  ['POST /v1/runs/{run}/checkpoints/{step}/commit', 'trainer', { attempt: 1 }],
  ['GET /v1/runs/{run}/checkpoints', 'viewer', undefined],
  ['GET /v1/runs/{run}/checkpoints/{sel}', 'viewer', undefined],
  ['GET /v1/runs/{run}/checkpoints/{sel}/download', 'trainer', undefined],
  ['POST /v1/runs/{run}/checkpoints/{sel}/download', 'operator', undefined],
  ['PUT /v1/runs/{run}/checkpoints/{step}/pin', 'operator', undefined],
  ['DELETE /v1/runs/{run}/checkpoints/{step}/pin', 'operator', undefined],
])('%s', (key, who, body) => {
  const call = (run: string, step = '5') => {
    const [method = '', path = ''] = key.split(' ');
    const filled = path.replace('{run}', run).replace(/\{(step|sel)\}/, step);
    const request = { method, path: filled, headers: { 'if-match': '*' }, ...(body && { body }) };
    return who === 'trainer' ? artisan.asTrainer(request) : artisan.as(who, request);
  };

  it.each(['nobody', '.hidden', 'a%20b', 'a%23b', 'x'.repeat(129)])(
    'of the run %s answers 404',
    async (run) => {
      const { status, headers } = await call(run);

      expect([status, headers['content-type']]).toEqual([404, 'application/problem+json']);
    },
  );

  if (!/\{(step|sel)\}/.test(key)) return;

  it.each(['05', '-1', '1e3', '1.5', 'newest', '9999999999999', '%F0%9F%98%80'])(
    'of the checkpoint %s answers 404',
    async (step) => {
      expect((await call('nobody', step)).status).toBe(404);
    },
  );
});
