import * as v from 'valibot';
import type { ActionContract } from './action-contract.ts';
import { MODEL_ACTIONS } from './model-actions.ts';
import { SIGNAL_ACTIONS } from './signal-actions.ts';
import { TARGET_ACTIONS } from './target-actions.ts';
import { attemptNumber, stepNumber } from './run-values.ts';

const text = v.pipe(v.string(), v.nonEmpty(), v.description('text'));
const step = v.pipe(stepNumber, v.description('a step of training'));
const attempt = v.pipe(attemptNumber, v.description('an attempt of a run'));
const sha256 = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/),
  v.description('the SHA-256 of a checkpoint, in hexadecimal'),
);
const factor = v.pipe(
  v.number(),
  v.gtValue(0),
  v.maxValue(1),
  v.description('a number above 0 and at most 1'),
);

const ofRun = { run_id: text };

/** What steps of runbooks can do. Each is implemented in functions/shared/actions. */
export const ACTIONS = {
  'incident.note': {
    kind: 'change',
    does: 'Adds a line to the incident.',
    inputs: v.strictObject({ text }),
    output: v.looseObject({}),
  },
  'incident.notify': {
    kind: 'change',
    does: 'Tells whoever is on call, wherever they are (Slack, PagerDuty), and adds the line to the incident.',
    inputs: v.strictObject({ text }),
    output: v.looseObject({}),
  },
  'training.verify_runaway': {
    kind: 'check',
    does: "Looks whether the last episodes' rewards or KL are those of a runaway.",
    inputs: v.strictObject(ofRun),
    output: v.looseObject({ met: v.boolean(), step }),
  },
  'training.pause': {
    kind: 'change',
    does: 'Tells the trainer to pause and waits for its word.',
    inputs: v.strictObject(ofRun),
    output: v.looseObject({ step, attempt }),
  },
  'training.find_stable': {
    kind: 'read',
    does: 'Finds the newest stable checkpoint of the run from before a step.',
    inputs: v.strictObject({ ...ofRun, before_step: step }),
    output: v.looseObject({ step, attempt, sha256 }),
  },
  'training.roll_back': {
    kind: 'change',
    does: 'Orders the trainer back to that very checkpoint, which begins a new attempt.',
    inputs: v.strictObject({ ...ofRun, step, attempt, sha256 }),
    output: v.looseObject({ step, attempt }),
  },
  'training.await_rollback': {
    kind: 'read',
    does: "Waits until the trainer's global step is the one it was ordered back to.",
    inputs: v.strictObject({ ...ofRun, step, attempt }),
    output: v.looseObject({ step }),
  },
  'training.resume_reduced': {
    kind: 'change',
    does: 'Lets the run go on with its learning rate multiplied.',
    inputs: v.strictObject({ ...ofRun, attempt, lr_factor: factor }),
    output: v.looseObject({ lr_multiplier: v.number() }),
  },
  'training.await_resumed': {
    kind: 'read',
    does: 'Waits for the first metrics of the new attempt.',
    inputs: v.strictObject({ ...ofRun, attempt }),
    output: v.looseObject({ step }),
  },
  ...MODEL_ACTIONS,
  ...SIGNAL_ACTIONS,
  ...TARGET_ACTIONS,
} as const satisfies Record<string, ActionContract>;

export type ActionName = keyof typeof ACTIONS;

export type InputsOf<A extends ActionName> = v.InferOutput<(typeof ACTIONS)[A]['inputs']>;
