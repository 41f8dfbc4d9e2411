import { parseArgs } from 'node:util';
import { UsageError } from '../lib/run-script.ts';

export interface StartOptions {
  /** Everything up and healthy, no traffic, nothing fires by itself. */
  readonly idle: boolean;
  /** Leave after the rehearsal; the exit code tells whether expectations held. */
  readonly exit: boolean;
  readonly noAuth: boolean;
  readonly port: number;
}

const DEFAULT_PORT = 4700;

export const USAGE = `npm start -- [--idle] [--exit] [--no-auth] [--port N]
  --idle      everything up, no traffic
  --exit      leave after the rehearsal: 0 when it went as expected
  --no-auth   answer without signatures and tokens, as principal \`local\` or the one in x-local-user
  --port N    the API's port (default ${DEFAULT_PORT}, 0 for a free one); AWS clients get the next`;

/** @throws UsageError with what is allowed */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const values = parsed(args);
  const port = Number(values.port ?? DEFAULT_PORT);
  const isPort = /^\d+$/.test(values.port ?? '0') && port <= 65_534;
  if (!isPort) throw new UsageError(`--port: got ${String(values.port)}, allowed is 0 to 65534\n${USAGE}`);
  if (values.idle && values.exit)
    throw new UsageError(`--idle stays up, --exit leaves: choose one\n${USAGE}`);
  return { idle: values.idle, exit: values.exit, noAuth: values['no-auth'], port };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        idle: { type: 'boolean', default: false },
        exit: { type: 'boolean', default: false },
        'no-auth': { type: 'boolean', default: false },
        port: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
