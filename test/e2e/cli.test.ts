import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ASKING, askingOn } from '../support/approvals/asking-stack.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { aRunToShow, RUN } from '../support/cli/a-run-to-show.ts';
import { runCli, towards, type CliOptions, type Ended } from '../support/cli/run-cli.ts';
import { synthesizedWith } from '../support/runbooks/with-runbook.ts';

const { assemblyDir, remove } = synthesizedWith({ asking: ASKING });
const folder = mkdtempSync(join(tmpdir(), 'artisan-cli-'));
let artisan: ArtisanStack;
let asking: ReturnType<typeof askingOn>;
beforeAll(async () => {
  artisan = await startArtisan({ assemblyDir });
  asking = askingOn(artisan.stack);
  await aRunToShow(artisan);
});
afterAll(async () => {
  asking.destroy();
  await artisan.stop();
  remove();
  rmSync(folder, { recursive: true });
});

const cli = (args: readonly string[], options: CliOptions = {}): Promise<Ended> =>
  runCli(args, { ...options, env: { ...towards(artisan), ...options.env } });

/** What `--json` printed: nothing else may be on stdout. */
async function json(...args: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await cli([...args, '--json']);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

const WHY = ['--reason', 'a test', '--yes'];
const any = expect.anything() as unknown;

describe('what is read', () => {
  it.each<readonly [string, readonly string[], unknown]>([
    ['modes show', [], { weights: { fast: 60, balanced: 30, creative: 10 } }],
    ['select', ['--session', 'ada'], { selection_id: any, mode: any, models: any }],
    ['distribution', ['--window', '5m'], { window_seconds: 300, modes: { fast: { target: 60 } } }],
    ['breakers', [], { items: expect.arrayContaining([expect.objectContaining({ model: 'qwen' })]) }],
    ['runs', [], { items: [{ run_id: RUN, status: 'running', last_step: 199 }] }],
    ['runs show', [RUN], { run_id: RUN, total_steps: 10_000, attempt: 1 }],
    ['schedule', [RUN, '--steps', '0,10000'], { items: [{ entropy_coef: 0.02 }, { entropy_coef: 0.005 }] }],
    ['checkpoints ls', [RUN], { items: expect.arrayContaining([expect.objectContaining({ step: 99 })]) }],
    ['checkpoints latest', [RUN], { step: 199, state: 'committed' }],
    ['checkpoints best', [RUN], { is_best: true }],
    ['checkpoints stable', [RUN], { stable: true }],
    ['runbooks ls', [], { items: expect.arrayContaining([expect.objectContaining({ id: 'asking' })]) }],
    ['runbooks show', ['asking'], { id: 'asking', steps: [{ approval: true }] }],
    ['executions ls', ['--limit', '5'], { items: expect.any(Array) }],
    ['approvals ls', ['--status', 'pending'], { items: expect.any(Array) }],
    ['incidents ls', ['--status', 'open'], { items: expect.any(Array) }],
  ])('%s', async (name, args, expected) => {
    expect(await json(...name.split(' '), ...args)).toMatchObject(expected as object);
  });

  it('checklist and report end with 1 exactly when a line fails', async () => {
    for (const name of ['checklist', 'report']) {
      const { code, stdout } = await cli([name, '--json']);

      const { status } = JSON.parse(stdout) as { status: string };
      expect(code).toBe(status === 'fail' ? 1 : 0);
    }
  });

  it('shows a run that is watched as pictures', async () => {
    const { code, stdout, stderr } = await cli([
      'runs',
      'watch',
      RUN,
      '--interval',
      '0.1',
      '--timeout',
      '0.2',
    ]);

    expect(stdout).toMatch(/night: running, attempt 1, step 199/);
    expect(stdout).toMatch(/reward +12\.400 [▁▂▃▄▅▆▇█]+/);
    expect([code, stderr]).toEqual([1, 'artisan: Not over in time\n']);
  });

  it('doctor finds nothing wrong', async () => {
    expect(await json('doctor')).toMatchObject({ findings: Array.from({ length: 4 }, () => ({ ok: true })) });
  });

  it('completion is something that bash can read', async () => {
    const { stdout } = await cli(['completion', 'bash']);

    expect(stdout).toContain('"modes") next="show set downshift restore"');
  });
});

describe('what is changed', () => {
  it('weights and downshifts, under the condition that nobody else changed them', async () => {
    const weights = await json('modes', 'set', 'fast=50', 'balanced=40', 'creative=10', '--yes');
    const sent = await json('modes', 'downshift', 'creative', '--to', 'fast', ...WHY);
    const restored = await json('modes', 'restore', 'creative', '--yes');

    expect(weights).toMatchObject({ weights: { fast: 50, balanced: 40, creative: 10 } });
    expect(sent).toMatchObject({ downshifts: { creative: { to: 'fast', reason: 'a test' } } });
    expect(restored).toMatchObject({ downshifts: {} });
  });

  it('breakers', async () => {
    const forced = await json('breakers', 'set', 'llama', 'forced_open', ...WHY);
    const free = await json('breakers', 'set', 'llama', 'auto', ...WHY);

    expect([forced, free]).toMatchObject([{ state: 'forced_open' }, { state: 'closed' }]);
  });

  it('runs and their overrides', async () => {
    const overridden = await json('runs', 'override', RUN, '--learning-rate', '1e-5', ...WHY);
    const actions: unknown[] = [];
    for (const verb of ['save', 'pause', 'resume']) actions.push(await json('runs', verb, RUN, ...WHY));

    expect(overridden).toMatchObject({ learning_rate: { value: 1e-5, reason: 'a test' } });
    expect(actions).toMatchObject([{ action: 'save_now' }, { action: 'pause' }, { action: 'resume' }]);
  });

  it('checkpoints: pinned, unpinned, downloaded with their bytes', async () => {
    const pinned = await json('checkpoints', 'pin', RUN, '99', '--yes');
    const unpinned = await json('checkpoints', 'unpin', RUN, '99', '--yes');
    const out = join(folder, 'model');
    const got = await json('checkpoints', 'download', RUN, '99', '--out', out);

    expect([pinned, unpinned]).toMatchObject([{ pinned: true }, { pinned: false }]);
    expect(got).toMatchObject({ step: 99, file: out });
    expect(readFileSync(out, 'utf8')).toBe('model 99');
  });

  it('a rollback, and a run that is stopped', async () => {
    const rollback = await json('checkpoints', 'rollback', RUN, '99', ...WHY);
    const stop = await json('runs', 'stop', RUN, ...WHY);

    expect([rollback, stop]).toMatchObject([
      { action: 'rollback', target: { step: 99 } },
      { action: 'stop' },
    ]);
  });

  it('a dry run of a runbook, watched to its end; one that runs is stopped', async () => {
    const about = ['--input', 'name=x', '--reason', 'a test'];
    const dry = (await json('runbooks', 'run', 'asking', '--dry-run', ...about)) as { execution_id: string };
    const ended = await cli([
      'executions',
      'watch',
      dry.execution_id,
      '--interval',
      '0.2',
      '--timeout',
      '60',
    ]);
    const shown = await json('executions', 'show', dry.execution_id);
    const live = (await json('runbooks', 'run', 'asking', '--yes', ...about)) as { execution_id: string };
    const stopped = await json('executions', 'stop', live.execution_id, ...WHY);

    expect([ended.code, shown]).toMatchObject([0, { mode: 'dry_run', status: 'succeeded' }]);
    expect(stopped).toMatchObject({ id: live.execution_id, runbook: 'asking' });
  });

  it('a drill of every runbook', async () => {
    const drill = (await json('drill', ...WHY)) as { id: string };
    const shown = await json('drills', 'show', drill.id);
    const all = await json('drills', 'ls');

    expect(shown).toMatchObject({
      id: drill.id,
      reason: 'a test',
      markdown: expect.stringContaining('asking'),
    });
    expect(all).toMatchObject({ items: [{ id: drill.id }] });
  });

  it('approvals: approved and rejected as they were read', async () => {
    const [first, second] = [await asking.ask(), await asking.ask()];
    const shown = await json('approvals', 'show', first.approvalId);
    const approved = await json(
      'approvals',
      'approve',
      first.approvalId,
      '--yes',
      '--comment',
      'looks right',
    );
    const rejected = await json('approvals', 'reject', second.approvalId, '--yes');

    expect(shown).toMatchObject({ status: 'pending', plan_hash: any });
    expect(approved).toMatchObject({ status: 'approved', comment: 'looks right' });
    expect(rejected).toMatchObject({ status: 'rejected' });
  });

  it('incidents: opened, noted, resolved', async () => {
    const words = [
      '--title',
      'Odd',
      '--description',
      'Something is odd',
      '--severity',
      'sev3',
      '--components',
      'A,B',
    ];
    const { id } = (await json('incidents', 'create', ...words, '--yes')) as { id: string };
    const note = await json('incidents', 'note', id, '--text', 'I look', '--yes');
    const shown = await json('incidents', 'show', id);
    const resolved = await json('incidents', 'resolve', id, '--resolution', 'Done', '--yes');

    expect(note).toMatchObject({ kind: 'note', text: 'I look' });
    expect(shown).toMatchObject({ title: 'Odd', components: ['A', 'B'], status: 'open' });
    expect(resolved).toMatchObject({ status: 'resolved', resolution: 'Done' });
  });
});

describe('what may go wrong', () => {
  it('is asked nothing without a terminal, and changes nothing', async () => {
    const { code, stdout, stderr } = await cli(['modes', 'set', 'fast=100']);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/There is no terminal to ask at: say --yes/);
  });

  it('sends nothing with --dry-run', async () => {
    const { code, stdout } = await cli([
      'modes',
      'downshift',
      'creative',
      '--to',
      'fast',
      '--reason',
      'x',
      '--dry-run',
    ]);
    const { body } = await artisan.as('viewer', { method: 'GET', path: '/v1/traffic' });

    expect([code, JSON.parse(stdout)]).toMatchObject([0, { method: 'PUT', body: { to: 'fast' } }]);
    expect(body['downshifts']).toEqual({});
  });

  it.each([
    ['an unknown command', ['modes', 'sing'], 2, /there are: modes show/],
    ['an argument that is missing', ['runs', 'show'], 2, /needs <run>/],
    ['one too many', ['breakers', 'set', 'a', 'b', 'c', '--reason', 'x'], 2, /takes no "c"/],
    ['an option that it does not know', ['runs', '--loud'], 2, /--loud/],
    ['an option that is needed', ['runs', 'pause', RUN, '--yes'], 2, /needs --reason/],
    ['a run that is not there', ['runs', 'show', 'nobody'], 1, /not_found/],
    ['a value that the API refuses', ['distribution', '--window', 'soon'], 1, /invalid_request/],
    [
      'a viewer who changes something',
      ['modes', 'restore', 'creative', '--yes', '--as', 'viewer'],
      4,
      /forbidden/,
    ],
    [
      'a restore that is forced without a word',
      ['modes', 'restore', 'creative', '--force'],
      2,
      /needs --reason/,
    ],
    ['a profile that is not there', ['runs', '--profile', 'mars'], 2, /There is no profile "mars"/],
  ])('ends as its help says for %s', async (_, args, expected, words) => {
    const { code, stdout, stderr } = await cli(args);

    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(words);
  });

  it('ends with 4 for a token that is no longer good, and none at all', async () => {
    const expired = await cli(['runs'], { env: { ARTISAN_TOKEN: 'e30.e30.e30' } });
    const none = await runCli(['runs'], { env: { ARTISAN_URL: artisan.stack.url } });

    expect([expired.code, none.code]).toEqual([4, 4]);
    expect(none.stderr).toMatch(/Set ARTISAN_TOKEN/);
  });

  it('ends with 1 where nothing answers', async () => {
    const env = { ARTISAN_URL: 'http://127.0.0.1:9', ARTISAN_TOKEN: 'x' };

    expect(await runCli(['modes', 'show'], { env })).toMatchObject({ code: 1, stdout: '' });
  });

  it('stops when it is told to while it watches', async () => {
    const { code } = await cli(['distribution', '--watch', '--interval', '60'], { kill: 'SIGINT' });

    expect(code).toBe(130);
  });
});
