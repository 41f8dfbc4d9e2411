import { UsageError } from './exit.ts';

/** What was typed after the command. */
export interface Input {
  /** In the order of `args`; those that may be left out are undefined. */
  readonly args: readonly (string | undefined)[];
  readonly text: (option: string) => string | undefined;
  readonly flag: (option: string) => boolean;
}

/**
 * What an option says that has to be there.
 * @throws UsageError without it
 */
export function needed(input: Pick<Input, 'text'>, option: string): string {
  const text = input.text(option);
  if (text === undefined) throw new UsageError(`It needs --${option}`);
  return text;
}
