import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileOf } from '../../../cli/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'artisan-profiles-'));
const env = { XDG_CONFIG_HOME: folder };
const file = join(folder, 'artisan', 'profiles.json');
beforeAll(() => {
  mkdirSync(join(folder, 'artisan'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const keep = (text: unknown) => {
  writeFileSync(file, typeof text === 'string' ? text : JSON.stringify(text));
};

const PROD = { url: 'https://prod.example', token_command: 'pass prod', region: 'eu-west-1' };
const AS_READ = { name: 'prod', url: PROD.url, tokenCommand: PROD.token_command, region: PROD.region };

describe('a profile', () => {
  beforeEach(() => {
    keep({ prod: PROD, test: { url: 'https://test.example' } });
  });

  it('is the one that is asked for, before that of the environment', () => {
    const asked = profileOf('prod', { ...env, ARTISAN_PROFILE: 'test', ARTISAN_URL: 'https://other' });
    const named = profileOf(undefined, { ...env, ARTISAN_PROFILE: 'test', ARTISAN_URL: 'https://other' });

    expect([asked, named]).toEqual([AS_READ, { name: 'test', url: 'https://test.example' }]);
  });

  it('is ARTISAN_URL where none is named, and this machine without it', () => {
    const [url, here] = [
      profileOf(undefined, { ...env, ARTISAN_URL: 'https://x' }),
      profileOf(undefined, env),
    ];

    expect([url.url, here.url, here.name]).toEqual(['https://x', 'http://127.0.0.1:4700', 'local']);
  });

  it('local is this machine unless the file says otherwise', () => {
    const shipped = profileOf('local', env);
    keep({ local: { url: 'http://127.0.0.1:5000', local_aws: 'http://127.0.0.1:5001' } });
    const kept = profileOf('local', env);

    expect([shipped.url, kept]).toEqual([
      'http://127.0.0.1:4700',
      { name: 'local', url: 'http://127.0.0.1:5000', localAws: 'http://127.0.0.1:5001' },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['is not there', {}, 'There is no profile "prod"'],
    ['has no URL', { prod: {} }, 'profiles.json'],
    ['has another kind of URL', { prod: { url: 'ftp://x' } }, 'profiles.json'],
    ['has what no profile has', { prod: { ...PROD, token: 'secret' } }, 'profiles.json'],
    ['is in no JSON', '{', 'profiles.json'],
  ])('that %s is refused in words', (_, text, words) => {
    keep(text);

    expect(() => profileOf('prod', env)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(words) }),
    );
  });
});
