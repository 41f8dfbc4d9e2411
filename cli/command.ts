import type { Input } from './input.ts';
import type { World } from './world.ts';

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** A letter. */
  readonly short?: string;
  /** For people: what stands for the value, such as `TEXT`. */
  readonly value?: string;
  readonly about: string;
  readonly isRequired?: boolean;
}

/** One thing that the CLI does. */
export interface Command {
  /** As it is typed: `runs pause`. */
  readonly name: string;
  /** `<run> [step]`: what is in brackets may be left out; dots take any number. */
  readonly args?: string;
  readonly summary: string;
  readonly options?: Readonly<Record<string, OptionSpec>>;
  /** @returns the exit code, when it is not 0 */
  readonly run: (world: World, input: Input) => Promise<number | undefined>;
}

/** What every command takes. */
export const COMMON: Readonly<Record<string, OptionSpec>> = {
  json: { type: 'boolean', about: 'the data as JSON on stdout, and nothing else there' },
  profile: { type: 'string', value: 'NAME', about: 'which stage: local, or one of profiles.json' },
  as: { type: 'string', value: 'USER', about: 'local: viewer, operator, approver or admin (default)' },
  help: { type: 'boolean', short: 'h', about: 'what the command takes' },
};

/** What commands that change something take beside it. */
export const CHANGES: Readonly<Record<string, OptionSpec>> = {
  yes: { type: 'boolean', about: 'do not ask' },
  'dry-run': { type: 'boolean', about: 'say what would be sent, and send nothing' },
};

export const REASON: OptionSpec = {
  type: 'string',
  value: 'TEXT',
  about: 'why: it is on record',
  isRequired: true,
};
