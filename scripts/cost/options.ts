import { parseArgs, type ParseArgsConfig } from 'node:util';
import * as v from 'valibot';
import type { Usage } from '../../lib/cost/usage.ts';
import { UsageError } from '../lib/run-script.ts';

export interface CostOptions {
  readonly stage: string;
  readonly json: boolean;
  readonly usage: Usage;
}

/** A service that is asked four times a second, and trains one run all the time. */
const DEFAULTS: Usage = {
  selections: 10_000_000,
  newSessions: 0.5,
  steps: 1_000_000,
  checkpoints: 2_000,
  storedGb: 20,
  runbookRuns: 50,
  scrapes: 172_800,
};

const FLAGS = {
  selections: 'selections',
  'new-sessions': 'newSessions',
  steps: 'steps',
  checkpoints: 'checkpoints',
  'stored-gb': 'storedGb',
  'runbook-runs': 'runbookRuns',
  scrapes: 'scrapes',
} as const satisfies Record<string, keyof Usage>;

const MEANINGS: Readonly<Record<keyof Usage, string>> = {
  selections: 'selections a month, each with its outcome',
  newSessions: 'share of them whose session is new, 0 to 1',
  steps: 'steps of training a month',
  checkpoints: 'checkpoints saved a month',
  storedGb: 'GB of models kept, on average',
  runbookRuns: 'runs of runbooks a month, drills included',
  scrapes: 'scrapes of /metrics a month: one every 15 s',
};

export const USAGE = [
  'npm run cost -- [--stage NAME] [--json] and what a month brings:',
  ...Object.entries(FLAGS).map(
    ([flag, key]) => `  ${`--${flag} N`.padEnd(20)}${MEANINGS[key]} (default ${DEFAULTS[key]})`,
  ),
].join('\n');

/** @throws UsageError with what is allowed */
export function parseCostOptions(args: readonly string[]): CostOptions {
  const { stage, json, ...texts } = parsed(args);
  const figures = Object.entries(FLAGS).map(([flag, key]) => {
    const [text, most] = [texts[flag], key === 'newSessions' ? 1 : Infinity];
    return [key, text === undefined ? DEFAULTS[key] : figureOf(flag, text, most)] as const;
  });
  return { stage, json, usage: { ...DEFAULTS, ...Object.fromEntries(figures) } };
}

function figureOf(flag: string, text: string, most: number): number {
  const figure = text.trim() === '' ? NaN : Number(text);
  if (figure >= 0 && figure <= most && Number.isFinite(figure)) return figure;
  const allowed = most === 1 ? 'a number from 0 to 1' : 'a number of 0 or more';
  throw new UsageError(`--${flag} is "${text}": allowed is ${allowed}\n${USAGE}`);
}

type Flags = NonNullable<ParseArgsConfig['options']>;

const TEXTS: Flags = Object.fromEntries(Object.keys(FLAGS).map((flag) => [flag, { type: 'string' }]));
const OPTIONS: Flags = { ...TEXTS, stage: { type: 'string' }, json: { type: 'boolean' } };
const VALUES = v.objectWithRest(
  { stage: v.optional(v.string(), 'prod'), json: v.optional(v.boolean(), false) },
  v.string(),
);

function parsed(args: readonly string[]): v.InferOutput<typeof VALUES> {
  try {
    return v.parse(VALUES, parseArgs({ args: [...args], options: OPTIONS }).values);
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
