import * as v from 'valibot';
import { ACTIONS } from '../../../contracts/actions.ts';
import { SEVERITIES } from '../../../contracts/incident-item.ts';
import { RESOLUTIONS } from '../../../contracts/runbook.ts';
import { flag, oneOf } from '../../values/choices.ts';
import { wholeSecondsUpTo } from '../../values/duration.ts';
import { isExpression } from '../../check/expression.ts';
import { inputName, sentence, stateName, stepId } from './names.ts';

const HOUR_MS = 3_600_000;

/** What a state does, and how long it may take. */
const doing = {
  name: stateName,
  action: oneOf(...Object.keys(ACTIONS)),
  inputs: v.optional(v.record(inputName, v.unknown()), {}),
  timeout: wholeSecondsUpTo(HOUR_MS),
  poll_interval: v.optional(wholeSecondsUpTo(HOUR_MS), '5s'),
};

const compensation = v.strictObject(doing);

const condition = v.pipe(
  v.string(),
  v.check((value) => isExpression(value)),
  v.description('a JSONata expression between {% and %}'),
);

const step = v.strictObject({
  ...doing,
  when: v.optional(condition),
  approval: v.optional(flag, false),
  on_failure: v.optional(oneOf('stop', 'continue'), 'stop'),
  on_unmet: v.optional(oneOf('end', 'fail')),
  compensation: v.optional(v.record(stepId, compensation), {}),
  no_compensation: v.optional(sentence),
  stays: v.optional(sentence),
});

const sentences = v.pipe(v.array(sentence), v.description('a list of texts of at most 1000 characters each'));

const trigger = v.strictObject({
  for_each: v.optional(oneOf('marked_run')),
  input: v.optional(v.record(inputName, v.unknown())),
});

/** The keys of a runbook's file, below its id. Steps are in the order they are done in. */
export const runbookSection = v.strictObject({
  title: sentence,
  severity: oneOf(...SEVERITIES),
  automation: oneOf('automatic', 'semi_automatic'),
  expected_recovery: wholeSecondsUpTo(24 * HOUR_MS),
  components: v.pipe(v.array(sentence), v.minLength(1), v.description('a list of at least one name')),
  resource: v.pipe(
    v.string(),
    v.regex(/^[a-z][a-z0-9_]*(#(\{[a-z][a-z0-9_]*\}|[a-zA-Z0-9._-]+))?$/),
    v.description('a kind, or a kind and a name: database, run#{run_id}'),
  ),
  inputs: v.optional(v.record(inputName, sentence), {}),
  triggers: v.optional(
    v.record(
      v.pipe(v.string(), v.regex(/^[A-Z][A-Za-z0-9]*$/), v.description('the name of an alarm')),
      trigger,
    ),
    {},
  ),
  incident: v.strictObject({
    title: sentence,
    opens_as: v.optional(sentence),
    description: sentence,
    resolve: v.optional(oneOf(...RESOLUTIONS), 'by_person'),
  }),
  steps: v.record(stepId, step),
  manual_recovery: v.optional(sentences, []),
  prevention: v.optional(sentences, []),
});

export type RunbookSection = v.InferOutput<typeof runbookSection>;

export type StepSection = v.InferOutput<typeof step>;

/** What a step and a compensation have in common. */
export type DoingSection = v.InferOutput<typeof compensation> & Pick<StepSection, 'when'>;
