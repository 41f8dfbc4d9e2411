import * as v from 'valibot';
import { DIRECTIVE_ACTIONS } from '../run-item.ts';
import { attemptNumber, stepNumber } from '../run-values.ts';
import { instant, type Answer } from './answer.ts';

/** What a trainer is to do: GET /v1/runs/{run}/directive, and in most answers to a trainer. */
export const directiveAnswer = v.pipe(
  v.object({
    id: v.string(),
    action: v.picklist(DIRECTIVE_ACTIONS),
    attempt: attemptNumber,
    issued_at: instant,
    by: v.string(),
    reason: v.exactOptional(v.string()),
    target: v.exactOptional(
      v.pipe(
        v.object({ step: stepNumber, sha256: v.string(), download_url: v.string() }),
        v.description('The checkpoint to restore, with a URL that lives for an hour'),
      ),
    ),
    lr_multiplier: v.number(),
    acknowledged: v.exactOptional(
      v.object({
        status: v.picklist(['done', 'failed']),
        global_step: stepNumber,
        at: instant,
        detail: v.exactOptional(v.string()),
      }),
    ),
  }),
  v.examples([
    {
      id: '01JJZ3T9Q4M8W2X6Y0A1B2C3D4',
      action: 'continue',
      attempt: 1,
      issued_at: '2026-01-31T12:00:00.000Z',
      by: 'artisan',
      lr_multiplier: 1,
    },
  ]),
);

const override = v.object({ value: v.number(), owner: v.string(), reason: v.string(), at: instant });

/** GET /v1/runs/{run}/overrides: what stands in place of the schedule. */
export const overridesAnswer = v.pipe(
  v.object({
    learning_rate: v.exactOptional(override),
    clip_range: v.exactOptional(override),
    entropy_coef: v.exactOptional(override),
  }),
  v.examples([
    {
      learning_rate: {
        value: 0.0001,
        owner: 'rosa',
        reason: 'the loss swings',
        at: '2026-01-31T12:00:00.000Z',
      },
    },
  ]),
);

export type DirectiveAnswer = Answer<typeof directiveAnswer>;

export type OverridesAnswer = Answer<typeof overridesAnswer>;

export type OverrideAnswer = NonNullable<OverridesAnswer['learning_rate']>;
