import { RuntimeError } from './errors.ts';

/** What the handler returned, as JSON text. Nothing is null; what has no JSON form is an error. */
export function responseText(result: unknown): string {
  try {
    // In a list, what JSON leaves out (undefined, functions) becomes null.
    return JSON.stringify([result]).slice(1, -1);
  } catch {
    throw new RuntimeError('Runtime.JSONStringifyError', 'Unable to stringify response body');
  }
}
