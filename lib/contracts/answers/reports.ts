import * as v from 'valibot';
import { LINE_STATUSES } from '../report.ts';
import { stepNumber } from '../run-values.ts';
import { instant, type Answer } from './answer.ts';

const line = v.object({
  id: v.string(),
  says: v.string(),
  figure: v.pipe(v.nullable(v.number()), v.description('Null while nobody knows it')),
  unit: v.pipe(v.string(), v.description('`%`, `points`, `s`, `steps`...; empty for a plain number')),
  target: v.string(),
  status: v.pipe(
    v.picklist(LINE_STATUSES),
    v.description('`no_data`: nothing is known, or too little to judge by'),
  ),
  source: v.pipe(v.string(), v.description('Where the figure comes from')),
  detail: v.exactOptional(v.string()),
});

const entries = {
  stage: v.string(),
  at: instant,
  status: v.pipe(
    v.picklist(LINE_STATUSES),
    v.description('`fail` when a line does, `no_data` when one is that, else `pass`'),
  ),
  run_id: v.exactOptional(v.pipe(v.string(), v.description('The run whose training is looked at'))),
  lines: v.array(line),
};

/** GET /v1/checklist */
export const checklistAnswer = v.object(entries);

/** GET /v1/report */
export const reportAnswer = v.object({
  ...entries,
  from: v.pipe(instant, v.description('What was looked at from: the minute in which the window begins')),
  window_seconds: v.number(),
  charts: v.object({
    split: v.pipe(
      v.array(v.object({ at: instant, modes: v.record(v.string(), v.number()) })),
      v.description('Percent of the new assignments of each mode, by when the span of time began'),
    ),
    entropy: v.pipe(
      v.array(v.object({ step: stepNumber, scheduled: v.number(), reported: v.exactOptional(v.number()) })),
      v.description('By step: what the schedule says, and what the trainer reported'),
    ),
  }),
});

export type ChecklistAnswer = Answer<typeof checklistAnswer>;

export type ReportAnswer = Answer<typeof reportAnswer>;

/** One thing that a launch is held to. */
export type ReportLine = ChecklistAnswer['lines'][number];

export type ReportCharts = ReportAnswer['charts'];
