import * as v from 'valibot';
import { parseDuration } from '../shared/duration.ts';
import type { ActionContract } from './action-contract.ts';
import { alarmNames } from './alarm-names.ts';
import { modeName } from './mode.ts';

const model = v.pipe(v.string(), v.nonEmpty(), v.description('the name of a model'));
const mode = v.pipe(modeName, v.description('the name of a mode'));
/** As text, `3500ms`; milliseconds once parsed. */
const duration = v.pipe(
  v.string(),
  v.transform(parseDuration),
  v.number(),
  v.description('a duration, such as 3500ms'),
);

/** What runbooks do with models, their breakers, and the modes that need them. */
export const MODEL_ACTIONS = {
  'model.verify_failing': {
    kind: 'check',
    does: "Looks whether the model's health checks, answers or breaker say that it fails, or the figures of one of these alarms do, over its own periods.",
    inputs: v.strictObject({ model, any_of: v.optional(alarmNames) }),
    output: v.looseObject({ met: v.boolean(), detail: v.string() }),
  },
  'breaker.force_open': {
    kind: 'change',
    does: 'Forces the breaker of the model open. A state that somebody else has forced stays.',
    inputs: v.strictObject({ model }),
    output: v.looseObject({ forced: v.boolean() }),
  },
  'breaker.release': {
    kind: 'change',
    does: 'Puts the breaker back into the state that this execution had forced it out of.',
    inputs: v.strictObject({ model }),
    output: v.looseObject({}),
  },
  'traffic.downshift': {
    kind: 'change',
    does: "Sends the mode's sessions the configured way down. A downshift of somebody else stays.",
    inputs: v.strictObject({ mode }),
    output: v.looseObject({ to: mode }),
  },
  'traffic.restore': {
    kind: 'change',
    does: 'Takes down the downshift that this execution had set.',
    inputs: v.strictObject({ mode }),
    output: v.looseObject({}),
  },
  'traffic.verify_mode': {
    kind: 'check',
    does: 'Waits until the models of the mode are well and it answers fast enough, by the figures of a whole period that began after the step. Where nobody is answered, its models are all there is to see.',
    inputs: v.strictObject({ mode, p95_below: duration }),
    output: v.looseObject({ met: v.boolean() }),
  },
} as const satisfies Record<string, ActionContract>;
