/** Writes one line to the function's log. */
export type LineWriter = (line: string) => void;

/** Past console.log, which some log formats wrap: EMF lines have to arrive as they are. */
export const writeLine: LineWriter = (line) => {
  process.stdout.write(`${line}\n`);
};

export interface Logger {
  error(message: string, error: unknown, more?: Readonly<Record<string, unknown>>): void;
}

/** One JSON object a line. */
export function createLogger(write: LineWriter): Logger {
  return {
    error: (message, error, more = {}) => {
      write(JSON.stringify({ level: 'ERROR', message, ...more, error: describe(error) }));
    },
  };
}

const DEEPEST_CAUSE = 5;

function describe(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const cause =
    error.cause === undefined || depth === DEEPEST_CAUSE ? undefined : describe(error.cause, depth + 1);
  return { name: error.name, message: error.message, stack: error.stack, cause };
}
