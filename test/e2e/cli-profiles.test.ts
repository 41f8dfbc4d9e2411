import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeApi, json, type FakeApi } from '../support/cli/fake-api.ts';
import { runCli } from '../support/cli/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'artisan-profiles-'));
const tokenOf = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;
const ENDED = tokenOf({ exp: 1_000 });
let api: FakeApi;
beforeAll(async () => {
  const runs = { items: [] };
  api = await fakeApi({
    'GET /v1/runs': (request, response) => {
      const isGood = request.headers.authorization === 'Bearer good';
      (isGood ? json(200, runs) : json(401, { message: 'Unauthorized' }))(request, response);
    },
    'POST /v1/selections': json(200, { selection_id: 's', mode: 'fast', models: [] }),
  });
  const url = api.url;
  mkdirSync(join(folder, 'artisan'));
  writeFileSync(
    join(folder, 'artisan', 'profiles.json'),
    JSON.stringify({
      good: { url, token_command: 'echo  good; echo a word for people >&2' },
      ended: { url, token_command: `echo ${ENDED}` },
      failing: { url, token_command: 'exit 3' },
      silent: { url, token_command: 'true' },
      chatty: { url, token_command: 'echo good; echo bye' },
      bare: { url, region: 'eu-west-1' },
    }),
  );
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

const cli = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runCli(args, { env: { XDG_CONFIG_HOME: folder, ...env } });

describe('who asks', () => {
  it.each<readonly [string, string, Readonly<Record<string, string>>, number, RegExp]>([
    ['what its command prints', 'good', {}, 0, /a word for people/],
    ['ARTISAN_TOKEN before that', 'ended', { ARTISAN_TOKEN: 'good' }, 0, /^$/],
    [
      'a token that has ended',
      'ended',
      {},
      4,
      /expired at 1970-01-01T00:16:40.000Z: token_command of ended printed it/,
    ],
    [
      'ARTISAN_TOKEN that has ended',
      'bare',
      { ARTISAN_TOKEN: ENDED },
      4,
      /expired at .*: set ARTISAN_TOKEN to a/,
    ],
    ['something that is no token', 'bare', { ARTISAN_TOKEN: 'x' }, 4, /The token is none of a user pool/],
    ['a command that fails', 'failing', {}, 4, /token_command of failing failed/],
    ['a command that prints nothing', 'silent', {}, 4, /token_command of silent printed nothing/],
    ['a command that prints more', 'chatty', {}, 4, /token_command of chatty printed more than a token/],
    ['nothing', 'bare', {}, 4, /bare: no token. Set ARTISAN_TOKEN, or token_command in the profile/],
  ])('is proved by %s', async (_, profile, env, expected, words) => {
    const { code, stdout, stderr } = await cli(['runs', '--json', '--profile', profile], env);

    expect([code, stdout]).toEqual([expected, expected === 0 ? '{\n  "items": []\n}\n' : '']);
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain(ENDED);
  });

  it('is a service by the keys of the environment, signed for the region of the profile', async () => {
    const keys = {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_SESSION_TOKEN: 'session',
    };

    const { code } = await cli(['select', '--profile', 'bare'], keys);

    const { authorization, 'x-amz-security-token': session } = api.headers.at(-1) ?? {};
    expect([code, session]).toEqual([0, 'session']);
    expect(authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/execute-api\/aws4_request, /,
    );
  });

  it('is a service by a profile of AWS, or nobody', async () => {
    const file = join(folder, 'credentials');
    writeFileSync(file, '[stage]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = x\n');
    const nowhere = { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null' };

    const named = await cli(['select', '--profile', 'bare'], {
      ...nowhere,
      AWS_SHARED_CREDENTIALS_FILE: file,
      AWS_PROFILE: 'stage',
    });
    const signed = api.headers.at(-1)?.authorization;
    const none = await cli(['select', '--profile', 'bare'], {
      ...nowhere,
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });

    expect([named.code, none.code]).toEqual([0, 4]);
    expect(signed).toContain('Credential=AKIDPROFILE/');
    expect(none.stderr).toBe('artisan: AWS credentials are missing: set AWS_PROFILE, or the keys\n');
  });

  it('is told at once when nothing answers', async () => {
    const env = { ARTISAN_URL: 'http://127.0.0.1:9', ARTISAN_TOKEN: 'x' };

    const { code, stdout, stderr } = await cli(['modes', 'show'], env);

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/GET http:\/\/127.0.0.1:9\/v1\/traffic was not answered/);
  });
});
