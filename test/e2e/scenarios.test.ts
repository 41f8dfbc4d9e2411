import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { parse } from 'yaml';
import { judgeReport } from '../../rehearsal/expect/judge-report.ts';
import type { Rehearsed } from '../../rehearsal/launch/launch.ts';
import {
  errorPercentOf,
  readRawLog,
  shareOf,
  tenthMean,
  worstP95,
  type RawLog,
} from '../support/rehearsal/raw-log.ts';
import { rehearsed } from '../support/rehearsal/rehearsed.ts';

/** Two launches side by side, which mostly wait for alarms. */
jest.setTimeout(600_000);

const SCENARIOS = ['first-48-hours', 'bad'] as const;
const SESSIONS = 200;
const MODES = ['fast', 'balanced', 'creative'] as const;

const out = mkdtempSync(join(tmpdir(), 'artisan-scenarios-'));
const launches = new Map<string, Rehearsed>();

beforeAll(async () => {
  await Promise.all(
    SCENARIOS.map(async (name) => {
      const launch = await rehearsed(name, { takesMs: 80_000, sessions: SESSIONS, out: join(out, name) });
      launches.set(name, launch);
    }),
  );
});

afterAll(() => {
  rmSync(out, { recursive: true });
});

const launchOf = (name: string): Rehearsed => {
  const launch = launches.get(name);
  if (!launch) throw new Error(`${name} was not rehearsed`);
  return launch;
};

/** What a machine that is too busy to answer breaks by itself. */
const OF_THE_MACHINE = [
  ...['no selection goes unanswered', 'no session is moved', 'no outcome is turned away', 'no runbook fails'],
  'serving.uptime: pass',
];

describe.each(SCENARIOS)('the scenario %s', (name) => {
  it('ends as it expects', () => {
    const isBusy = readRawLog(join(out, name)).lost > 0;
    const unmet = launchOf(name).verdicts.filter(({ holds }) => !holds);

    const ours = unmet.filter(({ says }) => !(isBusy && OF_THE_MACHINE.includes(says)));
    expect(ours.map(({ says, but }) => `${says}: ${but}`)).toEqual([]);
  });

  it('reports what follows from the raw log alone', () => {
    const log = readRawLog(join(out, name));
    const figures = new Map(launchOf(name).report?.lines.map(({ id, figure }) => [id, figure]));
    const figure = (id: string) => figures.get(id) ?? NaN;

    // Each request without an answer may have counted or not; a machine with time to answer leaves none.
    const sessions = (100 * (log.lost + log.moved)) / log.assigned.size;
    for (const mode of MODES)
      expect(Math.abs(figure(`split.${mode}`) - shareOf(log, mode))).toBeLessThanOrEqual(sessions + EXACT);
    const outcomes = (100 * log.lost) / log.batches.flatMap(({ outcomes: some }) => some).length;
    expect(Math.abs(figure('serving.errors') - errorPercentOf(log))).toBeLessThanOrEqual(outcomes + EXACT);
    expect(figure('training.steps')).toBe(log.steps.size);
    expect(figure('training.rollbacks')).toBe(log.rollbacks);
    expect(figure('training.entropy')).toBeCloseTo(entropyAt(log), 12);
    for (const column of ['loss', 'reward'] as const)
      expect(figure(`training.${column}`)).toBeCloseTo(tenthMean(log, column, 0), 6);
    for (const mode of log.lost > 0 ? [] : MODES) {
      const { least, most } = worstP95(log, mode);
      expect(figure(`latency.${mode}`) * 1_000).toBeGreaterThan(least * (1 - BUCKET_ERROR));
      expect(figure(`latency.${mode}`) * 1_000).toBeLessThan(most * (1 + BUCKET_ERROR));
    }
  });
});

/** Of sums of floating point numbers, in percent. */
const EXACT = 1e-9;
/** Of CloudWatch's percentiles: bins as wide as 1 %, of which the middle is told. */
const BUCKET_ERROR = 0.01;

/** As the schedule of the guide has it. */
function entropyAt({ steps }: RawLog): number {
  const { initial, final, decay_steps } = (
    parse(readFileSync('configs/ppo_schedule.yaml', 'utf8')) as {
      ppo_schedule: { entropy_coef: { initial: number; final: number; decay_steps: number } };
    }
  ).ppo_schedule.entropy_coef;
  return initial + (final - initial) * Math.min(1, (steps.size - 1) / decay_steps);
}

describe('what a scenario forgets', () => {
  it('is found: a line of the report that fails and is not named', () => {
    const unmet = judgeReport({}, launchOf('bad').report?.lines ?? []).filter(({ holds }) => !holds);

    expect(unmet.map(({ says }) => says)).toContain('breakers.open: pass');
  });
});
