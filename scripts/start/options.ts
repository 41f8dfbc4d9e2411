import { parseArgs } from 'node:util';
import { UsageError } from '../lib/run-script.ts';

export interface StartOptions {
  /** Everything up and healthy, no traffic, nothing fires by itself. */
  readonly idle: boolean;
  /** Leave after the rehearsal; the exit code tells whether expectations held. */
  readonly exit: boolean;
  readonly noAuth: boolean;
  /** Data alone on stdout, as JSON: where the stack is, or what came of the rehearsal. */
  readonly json: boolean;
  /** A person decides about the rollback of the rehearsal, not a script. */
  readonly interactive: boolean;
  readonly port: number;
  /** A folder that keeps everything over restarts; in memory only when absent. */
  readonly state?: string;
  /** A folder for the report of the rehearsal. */
  readonly out?: string;
  /** What is rehearsed: the name of a file in configs/rehearsals. */
  readonly scenario: string;
  /** New sessions of the rehearsal. Default: as many as the scenario says. */
  readonly sessions?: number;
}

const DEFAULT_PORT = 4700;
const DEFAULT_SCENARIO = 'first-48-hours';
const MOST_SESSIONS = 1_000_000;
const HELP = new Set(['--help', '-h']);

export const USAGE = `npm start -- [--help] [--scenario NAME] [--idle] [--exit] [--json] [--no-auth] [--interactive] [--port N] [--sessions N] [--state DIR] [--out DIR]
  --scenario N  what is rehearsed (default ${DEFAULT_SCENARIO}): a file of configs/rehearsals
  --idle        everything up, no traffic
  --exit        leave after the rehearsal: 0 when it went as the scenario expects, else 1
  --json        with --idle where the stack is, with --exit what came of it; all else to stderr
  --no-auth     answer without signatures and tokens, as principal \`local\` or the one in x-local-user
  --interactive a person decides what is asked: the page and the command are printed
  --port N      the API's port (default ${DEFAULT_PORT}, 0 for a free one); AWS clients get the next
  --sessions N  new sessions to rehearse with (default: those of the scenario)
  --state DIR   keep everything in a folder: tables, objects, queues, metrics, executions, users
  --out DIR     keep the report in a folder: report.json, report.md, plots, and all that was sent`;

/** Whatever else is asked for. */
export const asksForHelp = (args: readonly string[]): boolean => args.some((arg) => HELP.has(arg));

/**
 * @param scenarios those there are
 * @throws UsageError with what is allowed
 */
export function parseStartOptions(args: readonly string[], scenarios: readonly string[]): StartOptions {
  const values = parsed(args);
  const port = numberOf('--port', values.port, { least: 0, most: 65_534, fallback: DEFAULT_PORT });
  const sessions =
    values.sessions === undefined
      ? undefined
      : numberOf('--sessions', values.sessions, { least: 100, most: MOST_SESSIONS, fallback: 0 });
  const { scenario } = values;
  if (!scenarios.includes(scenario))
    throw new UsageError(`--scenario: got ${scenario}, allowed is ${scenarios.join(', ')}\n${USAGE}`);
  if (values.idle && values.exit)
    throw new UsageError(`--idle stays up, --exit leaves: choose one\n${USAGE}`);
  if (values.json && !values.idle && !values.exit)
    throw new UsageError(`--json goes with --idle or --exit\n${USAGE}`);
  const { idle, exit, json, interactive, 'no-auth': noAuth, state, out } = values;
  return {
    ...{ idle, exit, json, interactive, noAuth },
    port,
    scenario,
    ...(sessions !== undefined && { sessions }),
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
        json: { type: 'boolean', default: false },
        interactive: { type: 'boolean', default: false },
        'no-auth': { type: 'boolean', default: false },
        port: { type: 'string' },
        scenario: { type: 'string', default: DEFAULT_SCENARIO },
        sessions: { type: 'string' },
        state: { type: 'string' },
        out: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
