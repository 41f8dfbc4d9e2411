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
  const choice = choices.find((one) => one === text);
  if (text === undefined || choice !== undefined) return choice;
  throw new UsageError(`--${option} is "${text}": allowed are ${choices.join(', ')}`);
}
