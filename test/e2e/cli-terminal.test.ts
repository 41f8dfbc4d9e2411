import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeApi, json, type FakeApi } from '../support/cli/fake-api.ts';
import { HAS_TERMINAL, inTerminal } from '../support/cli/in-terminal.ts';
import { runCli, type CliOptions } from '../support/cli/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'artisan-cli-'));
const DISTRIBUTION = { window_seconds: 300, samples: 0, status: 'ok', p_value: 1, modes: {} };
const RUN = { run_id: 'night', status: 'running', attempt: 1, rollbacks: { used: 0, max: 3 } };
let api: FakeApi;
beforeAll(async () => {
  api = await fakeApi({
    'GET /v1/traffic/distribution': json(200, DISTRIBUTION),
    'GET /v1/runs': json(200, { items: Array.from({ length: 5_000 }, () => RUN) }),
    // Its last byte never comes.
    'GET /model': (_, response) => response.writeHead(200, { 'content-length': '3' }).write('ab'),
    'POST /v1/runs/night/checkpoints/latest/download': (request, response) => {
      const url = `http://${request.headers.host}/model`;
      json(200, { url, step: 1, size_bytes: 3, sha256: 'none' })(request, response);
    },
  });
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

const env = () => ({ ARTISAN_URL: api.url, ARTISAN_TOKEN: 'good' });
const cli = (args: readonly string[], options: CliOptions = {}) =>
  runCli(args, { cwd: folder, env: env(), ...options });
const changes = () => api.asked.filter((request) => !request.startsWith('GET'));

const RESTORE = ['modes', 'restore', 'fast'];

const terminal = HAS_TERMINAL ? describe : describe.skip;
terminal('at a terminal (skipped where there is no `script` of util-linux)', () => {
  it.each([
    ['a yes', 'y\n', 0, /: done/, ['DELETE /v1/traffic/downshifts/fast']],
    ['a no', 'n\n', 1, /artisan: Not done/, []],
    ['an empty line', '\n', 1, /artisan: Not done/, []],
    ['Ctrl-D', '\u0004', 1, /artisan: Not done/, []],
    ['Ctrl-C', '\u0003', 130, /\[y\/N\]/, []],
  ])('asks, and takes %s for what it is', async (_, type, expected, words, sent) => {
    const before = changes().length;

    const { code, shown } = await inTerminal(RESTORE, { env: env(), type, at: /\[y\/N\]/ });

    expect([code, changes().slice(before)]).toEqual([expected, sent]);
    expect(shown).toMatch(/Let the sessions of fast return on ARTISAN_URL/);
    expect(shown).toMatch(words);
    expect(shown).not.toMatch(/ {4}at /);
  });

  it('ends a watch with 130 at Ctrl-C', async () => {
    const watch = ['distribution', '--watch', '--interval', '600'];

    const { code, shown } = await inTerminal(watch, { env: env(), type: '\u0003', at: /p = 1/ });

    expect([code, shown.includes('artisan:')]).toEqual([130, false]);
  });
});

describe('without a terminal', () => {
  it.each([[RESTORE], [['runs', 'stop', 'night', '--reason', 'x']]])(
    '%j asks nobody, and changes nothing',
    async (args) => {
      const before = changes().length;

      const closed = await cli(args, { then: '<&-' });
      const none = await cli(args);

      for (const { code, stdout, stderr } of [closed, none]) {
        expect([code, stdout]).toEqual([2, '']);
        expect(stderr).toMatch(/There is no terminal to ask at: say --yes, or --dry-run/);
      }
      expect(changes().slice(before)).toEqual([]);
    },
  );

  it('says nothing when its reader has enough, and more of a full disk', async () => {
    const piped = await cli(['runs', '--json', '--limit', '5000'], { then: '| head -1' });
    const full = await cli(['runs'], { then: '> /dev/full' });

    expect(piped).toEqual({ code: 0, stdout: '{\n', stderr: '' });
    expect(full).toMatchObject({ code: 1, stderr: expect.stringMatching(/^artisan: stdout: ENOSPC/) });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends a watch with %d', async (kill, expected) => {
    const watched = await cli(['distribution', '--watch', '--interval', '600'], { kill });

    expect([watched.code, watched.stderr]).toEqual([expected, '']);
  });

  it('leaves no half of a download when it is told to stop', async () => {
    const download = ['checkpoints', 'download', 'night'];

    const { code } = await cli(download, { killWhen: () => readdirSync(folder).length > 0 });

    expect([code, readdirSync(folder)]).toEqual([143, []]);
  });

  it('colours nothing', async () => {
    const { stdout } = await cli(['runs', '--limit', '1']);

    expect(stdout).not.toContain('\u001b');
  });
});

describe('what is typed wrong', () => {
  it.each([
    ['an unknown command', ['modes', 'sing'], /there are: modes show/],
    ['an argument that is missing', ['runs', 'show'], /needs <run>/],
    ['one too many', ['breakers', 'set', 'a', 'b', 'c', '--reason', 'x'], /takes no "c"/],
    ['an option that it does not know', ['runs', '--loud'], /--loud/],
    ['an option that is needed', ['runs', 'pause', 'night', '--yes'], /needs --reason/],
    ['force without a word', [...RESTORE, '--force'], /needs --reason/],
    ['a profile that is not there', ['runs', '--profile', 'mars'], /There is no profile "mars"/],
    ['a limit that is none', ['runs', '--limit', '-3'], /--limit/],
    ['a watch of no time', ['checklist', '--watch', '--timeout', '0'], /--timeout is "0"/],
  ])('%s ends with 2, and is told in words', async (_, args, words) => {
    const { code, stdout, stderr } = await cli(args);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/ {4}at /);
  });
});
