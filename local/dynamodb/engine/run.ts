import type { Callback } from 'dynalite/db/index.js';
import { toAwsError } from './dynalite-error.ts';

/** Runs a dynalite action to its end. `fail` ends it from outside, for what goes wrong beside its callbacks. */
export function run<Result>(
  start: (callback: Callback<Result>, fail: (error: unknown) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      const mapped = toAwsError(error);
      reject(mapped instanceof Error ? mapped : new Error(String(mapped)));
    };
    try {
      start((error, result) => {
        if (error) fail(error);
        else resolve(result as Result);
      }, fail);
    } catch (error) {
      fail(error);
    }
  });
}

/**
 * Runs a dynalite action that reads and writes only through a store that answers at once: nothing else can happen
 * between what it reads and what it answers.
 */
export function runNow<Result>(start: (callback: Callback<Result>) => void): Result {
  const answers: { error: unknown; result: Result | undefined }[] = [];
  start((error, result) => answers.push({ error, result }));
  const [answer] = answers;
  if (!answer) throw new Error('dynalite answered later than at once: its internals are not those of 4.0.0');
  if (answer.error) throw toAwsError(answer.error);
  return answer.result as Result;
}
