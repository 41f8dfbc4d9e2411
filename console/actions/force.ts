import type { Field, Values } from './action.ts';

/** For what a runbook has turned down: it is restored once its models are well, or when a person insists. */
export const FORCE: Field = {
  name: 'force',
  label: 'Insist, although the models are not known to be well',
  kind: 'check',
};

export const needsReason = ({ force, reason = '' }: Values): string | undefined =>
  force === 'true' && reason.trim() === '' ? 'Whoever insists says why.' : undefined;
