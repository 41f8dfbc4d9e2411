import type { Runaway } from './a-runaway.ts';

export const EFFECT = 'effect-1';

/** The runbook's own run_id beside these inputs. */
export const of = (inputs: Record<string, unknown> = {}) => ({ run_id: 'run-1', ...inputs });

type Name = keyof Runaway['actions'];

export const plan = ({ actions, context }: Runaway, name: Name, inputs: Record<string, unknown> = {}) =>
  actions[name].plan(context, of(inputs));
export const apply = (
  { actions, context }: Runaway,
  name: Name,
  inputs: Record<string, unknown> = {},
  effectId = EFFECT,
) => actions[name].apply(context, of(inputs), effectId);
export const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => error,
  );
