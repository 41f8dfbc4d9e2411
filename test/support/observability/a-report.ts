import type { ReportAnswer } from '../../../lib/contracts/answers/reports.ts';

export const aReport = (change: Partial<ReportAnswer> = {}): ReportAnswer => ({
  stage: 'prod',
  at: '2026-02-02T12:00:00.000Z',
  from: '2026-01-31T12:00:00.000Z',
  window_seconds: 172_800,
  status: 'fail',
  run_id: 'run-1',
  lines: [
    {
      id: 'split.fast',
      says: 'New sessions that got fast',
      figure: 59.87654,
      unit: '%',
      target: '58 to 62',
      status: 'pass',
      source: 'CloudWatch, Assignments',
      detail: '20000 new sessions',
    },
    {
      id: 'serving.errors',
      says: 'Outcomes that failed',
      figure: 0.75,
      unit: '%',
      target: 'less than 0.5',
      status: 'fail',
      source: 'CloudWatch, Outcomes',
    },
    {
      id: 'cache.hits',
      says: 'Hits',
      figure: null,
      unit: '%',
      target: 'more than 70',
      status: 'no_data',
      source: 'CloudWatch, Service CacheHitRate',
    },
  ],
  charts: {
    split: [
      { at: '2026-01-31T12:00:00.000Z', modes: { fast: 60, balanced: 30, creative: 10 } },
      { at: '2026-01-31T13:00:00.000Z', modes: { fast: 0, balanced: 100, creative: 0 } },
    ],
    entropy: [
      { step: 0, scheduled: 0.02 },
      { step: 5_000, scheduled: 0.0125, reported: 0.02 },
      { step: 10_000, scheduled: 0.005 },
    ],
  },
  ...change,
});
