import * as v from 'valibot';
import { overridesAnswer } from '../../lib/contracts/answers/directives.ts';
import type { RunAnswer } from '../../lib/contracts/answers/runs.ts';
import { change } from '../api/change.ts';
import type { Action, Field, Values } from './action.ts';
import { REASON } from './run-actions.ts';

const NAMES = ['learning_rate', 'clip_range', 'entropy_coef'] as const;

const LABELS: Readonly<Record<(typeof NAMES)[number], string>> = {
  learning_rate: 'Learning rate: as it is, no rollback lowers it',
  clip_range: 'Clip range',
  entropy_coef: 'Entropy coefficient',
};

/** What a trainer trains with in place of the schedule. */
export function overridesAction({
  run_id,
  overrides,
  schedule,
}: Pick<RunAnswer, 'run_id' | 'overrides' | 'schedule'>): Action {
  const path = { run: run_id };
  const guard = { route: 'GET /v1/runs/{run}/overrides', path } as const;
  return {
    title: `Override the schedule of ${run_id}`,
    says: [
      'The trainer gets these with its next batch, in place of what the schedule says, until somebody changes them.',
      'What is left empty goes by the schedule.',
      `It trains with: ${NAMES.map((name) => `${name} ${schedule[name]}`).join(', ')}.`,
    ],
    confirm: 'Set the overrides',
    tone: 'danger',
    fields: [
      ...NAMES.map((name): Field => {
        const initial = overrides[name]?.value;
        return {
          name,
          label: LABELS[name],
          kind: 'number',
          ...(initial !== undefined && { initial: String(initial) }),
        };
      }),
      REASON,
    ],
    objection,
    guard,
    anew: (body) => overridesAction({ run_id, schedule, overrides: v.parse(overridesAnswer, body) }),
    changes: [`/v1/runs/${encodeURIComponent(run_id)}`],
    call: ({ reason = '', ...values }) =>
      change({
        route: 'PUT /v1/runs/{run}/overrides',
        path,
        body: { ...numbersOf(values), reason },
        ifUnchanged: guard,
      }),
  };
}

function numbersOf(values: Values): Readonly<Partial<Record<(typeof NAMES)[number], number>>> {
  const given = NAMES.filter((name) => (values[name] ?? '').trim() !== '');
  return Object.fromEntries(given.map((name) => [name, Number(values[name])]));
}

/** The limits of PUT /v1/runs/{run}/overrides, said before it is sent. */
function objection(values: Values): string | undefined {
  const wrong = Object.entries(numbersOf(values)).find(
    ([name, value]) => !(value <= 1 && (value > 0 || (name === 'entropy_coef' && value === 0))),
  );
  return wrong && `${wrong[0]}: ${wrong[1]} is not above 0 and at most 1.`;
}
