import { format } from 'node:util';
import { asError, errorText } from './errors.ts';

/** Lambda's levels, lowest first. */
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
type Level = (typeof LEVELS)[number];

export interface LogOptions {
  readonly format: 'Text' | 'JSON';
  /** Nothing below it is written; any other text means everything. */
  readonly level: string | undefined;
  readonly requestId: () => string | undefined;
  readonly write: (text: string) => void;
}

/** Gives the console Lambda's formats. Returns how the runtime reports an error that ended an invocation. */
export function patchConsole(options: LogOptions): (message: string, thrown: unknown) => void {
  const lowest = LEVELS.findIndex((level) => level === options.level?.toUpperCase());
  const line = options.format === 'JSON' ? jsonLine : textLine;
  const logger =
    (level: Level) =>
    (...given: unknown[]): void => {
      if (LEVELS.indexOf(level) < lowest) return;
      const at = new Date().toISOString();
      options.write(line({ at, level, requestId: options.requestId() ?? '-' }, given));
    };
  const info = logger('INFO');
  const error = logger('ERROR');
  Object.assign(console, {
    trace: logger('TRACE'),
    debug: logger('DEBUG'),
    info,
    log: info,
    warn: logger('WARN'),
    error,
    fatal: logger('FATAL'),
  });
  return options.format === 'JSON'
    ? (_, thrown) => {
        error(asError(thrown));
      }
    : (message, thrown) => {
        error(message, `\t${errorText(thrown)}`);
      };
}

interface Head {
  readonly at: string;
  readonly level: Level;
  readonly requestId: string;
}

function textLine({ at, level, requestId }: Head, [message, ...rest]: readonly unknown[]): string {
  return [at, requestId, level, format(message, ...rest)].join('\t');
}

function jsonLine({ at, level, requestId }: Head, [message, ...rest]: readonly unknown[]): string {
  const head = { timestamp: at, level, requestId };
  if (rest.length > 0) {
    const error = rest.find((value) => Error.isError(value));
    return JSON.stringify({ ...head, message: format(message, ...rest), ...(error && errorFields(error)) });
  }
  try {
    return JSON.stringify({ ...head, message }, (_, value: unknown) =>
      Error.isError(value) ? { ...errorFields(value), ...Object.fromEntries(Object.entries(value)) } : value,
    );
  } catch {
    return JSON.stringify({ ...head, message: format(message) });
  }
}

function errorFields(error: Error): Record<string, unknown> {
  return {
    errorType: error.constructor.name,
    errorMessage: error.message,
    stackTrace: error.stack?.split('\n') ?? [],
  };
}
