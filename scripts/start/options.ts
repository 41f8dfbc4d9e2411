import { parseArgs } from 'node:util';
import { UsageError } from '../lib/run-script.ts';

export interface StartOptions {
  /** Everything up and healthy, no traffic, nothing fires by itself. */
  readonly idle: boolean;
  /** Leave after the rehearsal; the exit code tells whether expectations held. */
  readonly exit: boolean;
  readonly noAuth: boolean;
  /** A person decides about the rollback of the rehearsal, not a script. */
  readonly interactive: boolean;
  readonly port: number;
  /** A folder that keeps everything over restarts; in memory only when absent. */
  readonly state?: string;
  /** A folder for the report of the rehearsal. */
  readonly out?: string;
  /** New sessions of the rehearsal; as many return. */
  readonly sessions: number;
}

const DEFAULT_PORT = 4700;
/** So many that a band of 2 points means something. */
const DEFAULT_SESSIONS = 10_000;
const MOST_SESSIONS = 1_000_000;

export const USAGE = `npm start -- [--idle] [--exit] [--no-auth] [--interactive] [--port N] [--sessions N] [--state DIR] [--out DIR]
  --idle        everything up, no traffic
  --exit        leave after the rehearsal: 0 when it went as expected
  --no-auth     answer without signatures and tokens, as principal \`local\` or the one in x-local-user
  --interactive a person approves the rollback: the page and the command are printed
  --port N      the API's port (default ${DEFAULT_PORT}, 0 for a free one); AWS clients get the next
  --sessions N  new sessions to rehearse with, as many return (default ${DEFAULT_SESSIONS})
  --state DIR   keep everything in a folder: tables, objects, queues, metrics, executions, users
  --out DIR     keep the report in a folder: report.json, report.md and plots`;

/** @throws UsageError with what is allowed */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const values = parsed(args);
  const port = numberOf('--port', values.port, { least: 0, most: 65_534, fallback: DEFAULT_PORT });
  const bounds = { least: 100, most: MOST_SESSIONS, fallback: DEFAULT_SESSIONS };
  const sessions = numberOf('--sessions', values.sessions, bounds);
  if (values.idle && values.exit)
    throw new UsageError(`--idle stays up, --exit leaves: choose one\n${USAGE}`);
  const { idle, exit, interactive, 'no-auth': noAuth, state, out } = values;
  return {
    idle,
    exit,
    interactive,
    noAuth,
    port,
    sessions,
    ...(state !== undefined && { state }),
    ...(out !== undefined && { out }),
  };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly fallback: number;
}

function numberOf(flag: string, text: string | undefined, { least, most, fallback }: Bounds): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${flag}: got ${text}, allowed is ${least} to ${most}\n${USAGE}`);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        idle: { type: 'boolean', default: false },
        exit: { type: 'boolean', default: false },
        interactive: { type: 'boolean', default: false },
        'no-auth': { type: 'boolean', default: false },
        port: { type: 'string' },
        sessions: { type: 'string' },
        state: { type: 'string' },
        out: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
