import { UsageError } from './exit.ts';
import type { Input } from './input.ts';

/**
 * One of what an option may say; undefined where it says nothing.
 * @throws UsageError with what is allowed
 */
export function choiceOf<T extends string>(
  input: Pick<Input, 'text'>,
  option: string,
  choices: readonly T[],
): T | undefined {
  const text = input.text(option);
  return text === undefined ? undefined : oneOf(choices, text, `--${option}`);
}

/**
 * One of what is allowed. @param what names it: `<state>`
 * @throws UsageError with what is allowed
 */
export function oneOf<T extends string>(choices: readonly T[], text: string, what: string): T {
  const choice = choices.find((one) => one === text);
  if (choice === undefined) throw new UsageError(`${what} is "${text}": allowed are ${choices.join(', ')}`);
  return choice;
}
