import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { createMovableClock } from '../../local/clock/movable-clock.ts';
import { ROLES } from '../../lib/contracts/names.ts';
import { inParallel } from '../../rehearsal/parallel.ts';
import { ASKING, askingOn, type Asked } from '../support/approvals/asking-stack.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { aRunToShow, RUN } from '../support/cli/a-run-to-show.ts';
import { hasFailed, runTyped } from '../support/cli/as-typed.ts';
import { expectGolden, goldenFiles, goldenName } from '../support/cli/golden.ts';
import { keptOf } from '../support/cli/kept.ts';
import { runHere } from '../support/cli/run-here.ts';
import { runCli, towards, type CliOptions, type Ended } from '../support/cli/run-cli.ts';
import { changingCommands, leastRole, type Changing } from '../support/roles/changing-commands.ts';
import { asOneWhoIsOnly, standing } from '../support/roles/refused-commands.ts';
import { synthesizedWith } from '../support/runbooks/with-runbook.ts';
import { until } from '../support/until.ts';

/** A loaded machine takes a second for each process. */
jest.setTimeout(240_000);

const { assemblyDir, remove } = synthesizedWith({ asking: ASKING }, { isAlone: true });
const folder = mkdtempSync(join(tmpdir(), 'artisan-cli-'));
/** Stands while things are read: no alarm goes off meanwhile, and no check of the split is made. */
const clock = createMovableClock({ running: false });
let artisan: ArtisanStack;
let asking: ReturnType<typeof askingOn>;
let changing: readonly Changing[];
beforeAll(async () => {
  changing = await changingCommands();
  artisan = await startArtisan({ assemblyDir, clock });
  asking = askingOn(artisan.stack);
  await aRunToShow(artisan);
});
afterAll(async () => {
  asking.destroy();
  await artisan.stop();
  remove();
  rmSync(folder, { recursive: true });
});

/** A table that does not answer a loaded machine in time is asked again. */
async function cli(args: readonly string[], options: CliOptions = {}): Promise<Ended> {
  const ended = await runCli(args, { cwd: folder, ...options, env: { ...towards(artisan), ...options.env } });
  return isBusy(ended) ? cli(args, options) : ended;
}

const isBusy = ({ stderr }: Ended): boolean => stderr.includes('artisan: unavailable: ');

/** In this process: every command goes through a shell once, its other cases need not. */
async function here(args: readonly string[]): Promise<Ended> {
  const ended = await runHere(args, towards(artisan));
  return isBusy(ended) ? here(args) : ended;
}

const read = async (path: string) => (await artisan.as('viewer', { method: 'GET', path })).body;
const shown = new Set<string>();

/** As who has just what it takes. */
const asLeast = (command: string): readonly string[] => ['--as', leastRole(changing, command)];

/** Runs a command with --json, and holds all of its stdout to what is kept. */
async function shows(command: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await cli([...command.split(' '), ...args, '--json', ...asLeast(command)]);
  if (stdout === '') throw new Error(`${command} ended with ${code}: ${stderr}`);
  const file = goldenName(command, 'json');
  shown.add(file);
  const { data, text } = keptOf(command, stdout);
  expectGolden(file, text);
  // Such is a report with a line that fails.
  expect([command, code]).toEqual([command, data['status'] === 'fail' ? 1 : 0]);
  return data;
}

/** Likewise what people read. */
async function tells(command: string, ...args: readonly string[]): Promise<void> {
  const { stdout } = await here([...command.split(' '), ...args, ...asLeast(command)]);
  const file = goldenName(command, 'txt');
  shown.add(file);
  expectGolden(file, stdout);
}

type Step = readonly [command: string, ...args: string[]];

/** Those that change nothing for one another. */
const together = (steps: readonly Step[], show: (...step: Step) => Promise<unknown>) =>
  inParallel(steps, 3, async (step) => {
    await show(...step);
  });

const WHY = ['--reason', 'a test', '--yes'];

/** Nobody has changed anything yet. */
it('prints what it reads as it always did', async () => {
  const steps: readonly Step[] = [
    ['modes show'],
    ['breakers'],
    ['runs'],
    ['runs show', RUN],
    ['schedule', RUN, '--steps', '0,10000'],
    ['checkpoints ls', RUN],
    ['checkpoints latest', RUN],
    ['checkpoints best', RUN],
    ['checkpoints stable', RUN],
    ['runbooks ls'],
    ['runbooks show', 'asking'],
    ['distribution', '--window', '5m'],
    ['checklist'],
    ['report', '--run', RUN],
    ['doctor'],
    ['cost', 'local'],
    ['completion', 'bash'],
  ];

  await together(steps, shows);
  await together(
    steps.filter(([command]) => READ_BY_PEOPLE.includes(command)),
    tells,
  );
});

const READ_BY_PEOPLE = [
  ...['modes show', 'breakers', 'runs', 'runs show', 'checkpoints ls', 'runbooks ls', 'runbooks show'],
  'checklist',
];

/** Whoever started an execution may not decide on it, approver or not. */
async function isRefused(execution: string): Promise<void> {
  const id = String((await read(`/v1/executions/${execution}`))['approval_id']);
  for (const decision of ['approve', 'reject']) {
    const { code, stdout, stderr } = await here(['approvals', decision, id, '--yes', '--as', 'admin']);

    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toContain('artisan: own_request: admin started the execution by hand: somebody else has');
  }
  expect((await read(`/v1/approvals/${id}`))['status']).toBe('pending');
}

/** Each is about something of its own, so all go on at once. */
const CHAINS: Readonly<Record<string, () => Promise<void>>> = {
  'weights, downshifts, and what a session gets by them': async () => {
    await shows('modes set', 'fast=0', 'balanced=100', 'creative=0', '--yes');
    await shows('modes downshift', 'creative', '--to', 'fast', ...WHY);
    await shows('modes restore', 'creative', '--yes');
    await shows('select', '--session', 'ada');
    await shows('breakers set', 'llama', 'forced_open', ...WHY);
  },
  'runs and checkpoints': async () => {
    await shows('runs override', RUN, '--learning-rate', '1e-5', ...WHY);
    await shows('runs save', RUN, ...WHY);
    await shows('runs pause', RUN, ...WHY);
    await shows('runs resume', RUN, ...WHY);
    await shows('checkpoints pin', RUN, '99', '--yes');
    await shows('checkpoints unpin', RUN, '99', '--yes');
    await shows('checkpoints download', RUN, '99', '--out', 'model');
    expect(readFileSync(join(folder, 'model'), 'utf8')).toBe('model 99');
    await shows('checkpoints rollback', RUN, '99', ...WHY);
    await shows('runs stop', RUN, ...WHY);
    await artisan.asTrainer({ method: 'POST', path: `/v1/runs/${RUN}/finish` });
    await shows('runs watch', RUN);
    await tells('runs watch', RUN);
  },
  'runbooks, dry, live and stopped; then a drill': async () => {
    const about = ['--input', 'name=x', '--reason', 'a test'];
    const dry = await shows('runbooks run', 'asking', '--dry-run', ...about);
    const id = String(dry['execution_id']);
    await shows('executions watch', id, '--interval', '0.2', '--timeout', '60');
    await shows('executions show', id);
    await tells('executions show', id);
    const run = await here(['runbooks', 'run', 'asking', '--yes', '--json', ...about]);
    const { execution_id: live } = JSON.parse(run.stdout) as { execution_id: string };
    await until(async () => (await read(`/v1/executions/${live}`))['status'] === 'waiting_approval');
    await isRefused(live);
    await shows('executions stop', live, ...WHY);
    const drill = String((await shows('drill', ...WHY))['id']);
    const path = `/v1/drills/${drill}`;
    await until(
      async () => (await artisan.as('viewer', { method: 'GET', path })).body['status'] !== 'running',
    );
    await shows('drills show', drill);
    await shows('drills ls');
    await tells('drills ls');
    await shows('executions ls', '--status', 'aborted');
    await tells('executions ls', '--status', 'aborted');
  },
  'approvals, approved and rejected as they were read': async () => {
    const [first, second] = await Promise.all([asking.ask(), asking.ask()]);
    const path = `/v1/approvals/${first.approvalId}`;
    await until(async () => ((await read(path))['audit'] as readonly unknown[]).length > 0);
    await shows('approvals show', first.approvalId);
    await tells('approvals show', first.approvalId);
    await shows('approvals approve', first.approvalId, '--yes', '--comment', 'looks right');
    await shows('approvals reject', second.approvalId, '--yes');
    await shows('approvals ls', '--status', 'approved');
    await tells('approvals ls', '--status', 'approved');
  },
  'incidents: opened, noted, resolved': async () => {
    const words = ['--title', 'Odd', '--description', 'Something is odd', '--components', 'A,B'];
    const opened = await shows('incidents create', ...words, '--severity', 'sev3', '--yes');
    const id = String(opened['id']);
    await shows('incidents note', id, '--text', 'I look', '--yes');
    await shows('incidents show', id);
    await tells('incidents show', id);
    await shows('incidents resolve', id, '--resolution', 'Done', '--yes');
    await shows('incidents ls', '--status', 'resolved');
    await tells('incidents ls', '--status', 'resolved');
  },
};

describe('prints what it changes as it always did', () => {
  const ends = new Map(Object.keys(CHAINS).map((name) => [name, Promise.withResolvers<undefined>()]));
  const isOver = new AbortController();
  const timePasses = async () => {
    while (!isOver.signal.aborted) {
      await clock.advance(100);
      await delay(50);
    }
  };
  let passing: Promise<void>;
  beforeAll(() => {
    passing = timePasses();
    void inParallel(Object.entries(CHAINS), 2, async ([name, chain]) => {
      const end = ends.get(name);
      // Its own test tells of it.
      end?.promise.catch(() => undefined);
      await chain().then(() => end?.resolve(undefined), end?.reject);
    });
  });
  afterAll(async () => {
    isOver.abort();
    await passing;
  });

  it.each(Object.keys(CHAINS))('%s', async (name) => {
    await expect(ends.get(name)?.promise).resolves.toBeUndefined();
  });

  it('does what the tour and README tell to type, in their order', async () => {
    const ended = await runTyped({ artisan, ask: () => asking.ask(), run: here });

    expect(ended.length).toBeGreaterThan(10);
    expect(ended.filter(hasFailed)).toEqual([]);
  });
});

/** Both take a stack of their own: test/e2e/start.test.ts has them. */
const ELSEWHERE = ['local-up.json', 'simulate.json'];

it('has printed all that is kept', () => {
  expect([...shown, ...ELSEWHERE].sort()).toEqual(goldenFiles());
});

describe('what changes something', () => {
  let asked: Asked;
  beforeAll(async () => {
    asked = await asking.ask();
  });

  it.each(ROLES)('is refused to one who is only %s and lacks what it takes, and stays', async (role) => {
    const before = await standing(artisan, RUN);

    const refused = await asOneWhoIsOnly(role, changing, { run: here, asked });

    expect(refused.length).toBeGreaterThan(1);
    for (const { name, code, stdout, stderr } of refused) {
      expect([name, code, stdout]).toEqual([name, 4, '']);
      expect(stderr).toContain(
        name.startsWith('approvals ')
          ? `artisan: forbidden: ${role} is not an approver: the user pool has ${role} for them now`
          : `artisan: forbidden: This needs the role operator; ${role} has ${role}.`,
      );
    }
    expect(await standing(artisan, RUN)).toEqual(before);
  });
});

describe('what is refused', () => {
  it.each<readonly [string, readonly string[], number, RegExp]>([
    ['a run that is not there', ['runs', 'show', 'nobody'], 1, /not_found/],
    ['a value that the API refuses', ['distribution', '--window', 'soon'], 1, /invalid_request/],
    ['a user that nobody knows', ['runs', '--as', 'nobody'], 4, /no token for "nobody"/],
  ])('%s ends as its help says', async (_, args, expected, words) => {
    const { code, stdout, stderr } = await here(args);

    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(words);
  });

  it('nothing is sent with --dry-run', async () => {
    const args = ['modes', 'downshift', 'creative', '--to', 'fast', '--reason', 'x', '--dry-run'];

    const { code, stdout } = await here(args);

    expect([code, JSON.parse(stdout)]).toMatchObject([0, { method: 'PUT', body: { to: 'fast' } }]);
    expect((await read('/v1/traffic'))['downshifts']).toEqual({});
  });
});
