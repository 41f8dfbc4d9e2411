import { secretGaps, type ConfiguredWays } from '../../../lib/targets/secret-gaps.ts';

const API = '/artisan/prod/targets/api/webhook/change';
const CACHE = '/artisan/prod/targets/cache/kubernetes/change';
const WAYS: ConfiguredWays = {
  stage: 'prod',
  changed: { api: ['webhook'], cache: ['webhook', 'kubernetes'], database: [] },
  urls: { api: 'https://api.example/artisan' },
};

const gapsOf = (...there: readonly string[]) =>
  secretGaps(WAYS, (name) => Promise.resolve(there.includes(name)));

describe('what targets lack', () => {
  it('is each secret to change them with that is not there, by ways that are configured', async () => {
    expect(await gapsOf()).toEqual([
      `The parameter ${API} is missing: no runbook can change api by webhook`,
      `The parameter ${CACHE} is missing: no runbook can change cache by kubernetes`,
    ]);
  });

  it('is nothing once they are there', async () => {
    expect(await gapsOf(API, CACHE)).toEqual([]);
  });
});
