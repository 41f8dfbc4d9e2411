import { loadConfig } from '../../../lib/config/load-config.ts';
import { expectationsConfig } from '../../../lib/contracts/observability-config.ts';
import * as v from 'valibot';
import type { RunFigures, ServingFigures } from '../../../lib/observability/report/figures.ts';
import type { ReportFigures } from '../../../lib/observability/report/report.ts';

/** As they ship. */
export const EXPECTATIONS = v.parse(
  expectationsConfig,
  loadConfig({ folder: 'configs', stage: 'prod' }).expectations,
);

export const someServing = (change: Partial<ServingFigures> = {}): ServingFigures => ({
  assigned: {},
  outcomes: 10_000,
  errors: 10,
  worstP95Seconds: { fast: 0.9, balanced: 3.2, creative: 8 },
  latencyPeriodSeconds: 3_600,
  rollbacks: 0,
  minutes: { asked: 2_880, broken: 0 },
  cacheHitRate: 0.9,
  ...change,
});

export const aTrainedRun = (change: Partial<RunFigures> = {}): RunFigures => ({
  runId: 'run-1',
  lastStep: 9_999,
  entropyCoef: 0.005,
  isEntropyReported: true,
  entropyFinal: 0.005,
  loss: { before: 0.5, last: 0.45 },
  reward: { before: 4, last: 4.1 },
  ...change,
});

/** Of a launch that went well. */
export const goodFigures = (change: Partial<ReportFigures> = {}): ReportFigures => ({
  split: {
    fast: { target: 60, actual: 61 },
    balanced: { target: 30, actual: 29 },
    creative: { target: 10, actual: 10 },
  },
  samples: 20_000,
  modes: ['fast', 'balanced', 'creative'],
  serving: someServing(),
  run: aTrainedRun(),
  snapshot: { breakers: { qwen: 'closed', llama: 'forced_closed' } },
  ...change,
});
