import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeApi, json, type FakeApi } from '../../support/cli/fake-api.ts';
import { runHere } from '../../support/cli/run-here.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const answer =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  };
const page = (status: number) => answer(status, '<html>Sign in</html>', { 'content-type': 'text/html' });

const folder = mkdtempSync(join(tmpdir(), 'artisan-hostile-'));
const file = join(folder, 'artisan', 'profiles.json');
const answers: Record<string, Answer> = {};
let api: FakeApi;
beforeAll(async () => {
  api = await fakeApi(answers);
  mkdirSync(join(folder, 'artisan'));
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

const cli = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runHere(args, { ARTISAN_URL: api.url, ARTISAN_TOKEN: 'good', XDG_CONFIG_HOME: folder, ...env });

const READ = ['modes', 'show'];
const CHANGE = ['modes', 'restore', 'fast', '--yes'];
const ONE_LINE = /^artisan: [^\n]+\n$/;

describe('an API that is none', () => {
  it.each<readonly [string, Answer, number, RegExp]>([
    ['a page where JSON should be', page(200), 1, /was answered by a web page: this is no stage of Artisan/],
    ['a page of a proxy', page(502), 1, /artisan: 502: The API answered 502$/m],
    ['no word', answer(500, ''), 1, /artisan: 500: The API answered 500$/m],
    ['the JSON of something else', json(200, []), 1, /The answer is none that this CLI knows/],
    ['null', json(200, null), 1, /The answer is none that this CLI knows/],
    ['another place', answer(301, '', { location: '/new' }), 1, /was redirected to \/new: is that the URL/],
    ['a refusal in no words', page(403), 4, /artisan: 403: The API answered 403$/m],
    ['a question for who asks', page(401), 4, /The token is none of a user pool/],
    [
      'an escape',
      json(400, { code: 'x', detail: 'a\u001b[2J\nartisan: done' }),
      1,
      /artisan: x: a \[2J artisan: done$/m,
    ],
  ])('is told of when it answers with %s', async (_, given, expected, words) => {
    answers['GET /v1/traffic'] = given;

    const { code, stdout, stderr } = await cli(READ);

    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(words);
    expect(stderr).toMatch(ONE_LINE);
  });

  it('does not make a change that is sent elsewhere look done', async () => {
    answers['GET /v1/traffic'] = json(200, {});
    answers['POST /v1/drills'] = answer(302, '', { location: '/v1/drills' });
    answers['GET /v1/drills'] = json(200, { items: [] });
    const before = api.asked.length;

    const { code, stderr } = await cli(['drill', '--reason', 'x', '--yes']);

    expect([code, api.asked.slice(before)]).toEqual([1, ['POST /v1/drills']]);
    expect(stderr).toMatch(/was redirected/);
  });
});

describe('what is set up wrong', () => {
  const PROFILE = { url: 'https://x.example', token_command: 'echo secret' };
  const keep = (text: string) => {
    rmSync(file, { recursive: true, force: true });
    writeFileSync(file, text, { mode: 0o600 });
  };

  it.each<readonly [string, () => void, RegExp]>([
    [
      'a folder',
      () => {
        mkdirSync(file);
      },
      /profiles.json: EISDIR/,
    ],
    [
      'no JSON',
      () => {
        keep('{"prod": secret}');
      },
      /profiles.json: .*JSON/,
    ],
    [
      'a file that anybody may write',
      () => {
        keep(JSON.stringify({ prod: PROFILE }));
        chmodSync(file, 0o646);
      },
      /profiles.json: anybody may write it, and what it names is run. chmod o-w/,
    ],
    [
      'a file without the profile',
      () => {
        keep('{}');
      },
      /There is no profile "prod" in .*profiles.json/,
    ],
  ])('is told of in words: %s', async (_, arrange, words) => {
    rmSync(file, { recursive: true, force: true });
    arrange();

    const { code, stdout, stderr } = await cli([...READ, '--profile', 'prod']);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(stderr).toMatch(ONE_LINE);
  });

  it.each<readonly [string, string, RegExp]>([
    ['the link of a console', 'http://127.0.0.1:4700/console/#token=secret', /without \?, # and @/],
    ['a password', 'https://me:secret@x.example', /without \?, # and @/],
    ['no URL', 'secret', /ARTISAN_URL is none of a stage/],
    ['another scheme', 'httpx://x', /ARTISAN_URL is none of a stage/],
  ])('is no URL of a stage, and is not printed: %s', async (_, url, words) => {
    const { code, stdout, stderr } = await cli(READ, { ARTISAN_URL: url });

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain('secret');
  });

  it('is no token that could not be sent, and is not printed', async () => {
    const { code, stderr } = await cli(READ, { ARTISAN_TOKEN: 'secret\nx: y' });

    expect([code, stderr]).toEqual([4, 'artisan: ARTISAN_TOKEN is more than a token\n']);
  });

  it('is no local stack, if something else answers there', async () => {
    answers['POST /_local/tokens'] = page(200);

    const { code, stderr } = await cli(READ, { ARTISAN_TOKEN: '', ARTISAN_LOCAL_AWS: api.url });

    expect([code, stderr]).toEqual([
      4,
      `artisan: What answers at ${api.url}/_local/tokens is no local stack of Artisan\n`,
    ]);
  });
});

it('takes a path before its routes, and slashes at its end', async () => {
  answers['GET /prod/v1/runs'] = json(200, { items: [] });

  const ended = await cli(['runs', '--json'], { ARTISAN_URL: `${api.url}/prod//` });

  expect(ended).toEqual({ code: 0, stdout: '{\n  "items": []\n}\n', stderr: '' });
});

/** Of a change, which is sent once: a read would be sent again. */
it.each<readonly [string, Answer, string]>([
  ['nothing', ({ socket }) => socket.destroy(), 'was not answered: other side closed'],
  ['half a JSON', answer(200, '{"weights": {'), 'was answered with 200, but not in full: '],
])('says why %s came', async (_, given, words) => {
  answers['GET /v1/traffic'] = json(200, {});
  answers['DELETE /v1/traffic/downshifts/fast'] = given;

  const { code, stdout, stderr } = await cli(CHANGE);

  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`artisan: DELETE ${api.url}/v1/traffic/downshifts/fast ${words}`);
  expect(stderr).toMatch(ONE_LINE);
});
