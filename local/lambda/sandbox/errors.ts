import type { ErrorPayload } from './protocol.ts';

/** An error of the runtime itself, named as the Lambda runtime names it. */
export class RuntimeError extends Error {
  constructor(name: `Runtime.${string}`, message: string) {
    super(message);
    this.name = name;
  }
}

/** What the caller of a failed invocation gets. Anything can be thrown, also things that throw when looked at. */
export function errorPayload(thrown: unknown): ErrorPayload {
  try {
    if (Error.isError(thrown)) {
      return {
        errorType: thrown.name,
        errorMessage: thrown.message,
        trace: thrown.stack?.split('\n') ?? [],
      };
    }
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, ' +
        'name, and stack',
      trace: [],
    };
  }
}

/** The error as the text log format shows it: one JSON object with the error's own fields. */
export function errorText(thrown: unknown): string {
  try {
    return JSON.stringify(asError(thrown), (_, value: unknown) =>
      Error.isError(value)
        ? {
            errorType: value.name,
            errorMessage: value.message,
            code: 'code' in value ? value.code : undefined,
            ...Object.fromEntries(Object.entries(value)),
            ...(value.stack !== undefined && { stack: value.stack.split('\n') }),
          }
        : value,
    );
  } catch {
    return JSON.stringify(errorPayload(thrown));
  }
}

export function asError(thrown: unknown): Error {
  return Error.isError(thrown) ? thrown : new Error(String(thrown));
}
