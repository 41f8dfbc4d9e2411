import { parseArgs } from 'node:util';
import { UsageError } from '../lib/run-script.ts';

export interface BenchOptions {
  /** Names. */
  readonly benches: readonly string[];
  /** Those to be rehearsed. */
  readonly scenarios: readonly string[];
  /** How often each of them is. */
  readonly times: number;
  /** Whether what is measured is kept in docs/benchmarks.md. */
  readonly isKept: boolean;
}

const SCENARIOS = 'scenarios';
const DEFAULT_TIMES = 3;
const MOST_TIMES = 100;

/** Names of what there is. */
export interface Known {
  readonly benches: readonly string[];
  readonly scenarios: readonly string[];
}

const LINE = 'npm run bench -- [--help] [NAME...] [scenarios [--scenario NAME]... [--times N]] [--write]';

export const usageOf = (benches: readonly string[]): string => `${LINE}
  NAME         what is measured: ${benches.join(', ')} (default: all of these)
  scenarios    rehearses each file of configs/rehearsals, or those named, several times: only when it is asked for
  --times N    how often, 1 to ${MOST_TIMES} (default ${DEFAULT_TIMES})
  --write      keep the result in docs/benchmarks.md`;

/** @throws UsageError with what is allowed */
export function parseBenchOptions(args: readonly string[], known: Known): BenchOptions {
  const { values, positionals } = parsed(args);
  const names = positionals.filter((name) => name !== SCENARIOS);
  refuseUnknown('No bench is called', names, [...known.benches, SCENARIOS]);
  const { scenario: wanted = known.scenarios, times } = values;
  refuseUnknown('--scenario: got', wanted, known.scenarios);
  const isRehearsed = positionals.includes(SCENARIOS);
  if (!isRehearsed && (values.scenario ?? times) !== undefined)
    throw new UsageError(`--times and --scenario go with ${SCENARIOS}`);
  return {
    benches: known.benches.filter((name) => positionals.length === 0 || names.includes(name)),
    scenarios: isRehearsed ? known.scenarios.filter((name) => wanted.includes(name)) : [],
    times: times === undefined ? DEFAULT_TIMES : timesOf(times),
    isKept: values.write,
  };
}

function refuseUnknown(says: string, names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`${says} ${unknown.join(', ')}, allowed is ${known.join(', ')}`);
}

function timesOf(text: string): number {
  const times = Number(text);
  if (/^\d+$/.test(text) && times >= 1 && times <= MOST_TIMES) return times;
  throw new UsageError(`--times: got ${text}, allowed is 1 to ${MOST_TIMES}`);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string', multiple: true },
        times: { type: 'string' },
        write: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
