import type { OptionSpec } from './command.ts';
import { UsageError } from './exit.ts';
import type { Input } from './input.ts';

/** For what a runbook has turned down: it is restored once its models are well, or when a person insists. */
export const FORCE: Readonly<Record<string, OptionSpec>> = {
  force: { type: 'boolean', about: "restore what a runbook turned down though its models aren't well yet" },
  reason: { type: 'string', value: 'TEXT', about: 'why: needed with --force' },
};

/** @throws UsageError without one */
export function whyForced(input: Input): string {
  const reason = input.text('reason');
  if (reason === undefined) throw new UsageError('--force needs --reason');
  return reason;
}
