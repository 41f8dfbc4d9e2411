import type { OptionSpec } from './command.ts';
import { needed, type Input } from './input.ts';

/** For what a runbook has turned down: it is restored once its models are well, or when a person insists. */
export const FORCE: Readonly<Record<string, OptionSpec>> = {
  force: { type: 'boolean', about: "restore what a runbook turned down though its models aren't well yet" },
  reason: { type: 'string', value: 'TEXT', about: 'why: needed with --force' },
};

/** @throws UsageError when it is forced without a reason */
export const forced = (input: Input) =>
  input.flag('force') ? ({ force: 'true', reason: needed(input, 'reason') } as const) : {};
