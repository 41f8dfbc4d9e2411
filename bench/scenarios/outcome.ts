import * as v from 'valibot';
import type { Table } from '../report/table.ts';

/** One rehearsal of several. */
export interface Rehearsal {
  readonly scenario: string;
  /** From 1. */
  readonly run: number;
}

/** A process that has ended. */
export interface Ended {
  /** Null when a signal has ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Count {
  readonly good: number;
  readonly all: number;
}

/** What a rehearsal came to. */
export interface Outcome extends Rehearsal {
  readonly exitCode: number | null;
  /** NaN of one that did not come to its end. */
  readonly seconds: number;
  /** Expectations of its scenario. */
  readonly met: Count;
  /** Figures of its report that follow from its log. */
  readonly followed: Count;
  /** What was otherwise, a sentence each. */
  readonly troubles: readonly string[];
}

/** What `npm start -- --exit --json --out` says. */
const told = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): unknown => {
    try {
      return JSON.parse(dataset.value);
    } catch (error) {
      addIssue({ message: String(error) });
      return NEVER;
    }
  }),
  v.object({
    seconds: v.number(),
    verdicts: v.array(v.object({ says: v.string(), holds: v.boolean(), but: v.optional(v.string(), '') })),
    recount: v.object({ figures: v.number(), differences: v.array(v.string()) }),
  }),
);

const LAST_LINES = 20;
const NOTHING: Count = { good: 0, all: 0 };

export function outcomeOf({ scenario, run }: Rehearsal, { exitCode, stdout, stderr }: Ended): Outcome {
  const parsed = v.safeParse(told, stdout);
  if (!parsed.success) {
    const troubles = [stderr.trimEnd().split('\n').slice(-LAST_LINES).join('\n')];
    return { scenario, run, exitCode, seconds: NaN, met: NOTHING, followed: NOTHING, troubles };
  }
  const { seconds, verdicts, recount } = parsed.output;
  const unmet = verdicts.filter(({ holds }) => !holds);
  return {
    ...{ scenario, run, exitCode, seconds },
    met: { good: verdicts.length - unmet.length, all: verdicts.length },
    followed: { good: recount.figures - recount.differences.length, all: recount.figures },
    troubles: [...unmet.map(({ says, but }) => `${says}: ${but}`), ...recount.differences],
  };
}

/** Whoever expects nothing, or counts nothing again, has shown nothing. */
export function isGood({ exitCode, met, followed }: Outcome): boolean {
  return exitCode === 0 && [met, followed].every(({ good, all }) => all > 0 && good === all);
}

const TITLES = ['scenario', 'run', 'exit code', 'expectations met', 'figures recounted', 'took'];

export function outcomesTable(outcomes: readonly Outcome[]): Table {
  return {
    columns: ['left', 'right', 'right', 'right', 'right', 'right'],
    lines: [TITLES, ...outcomes.map(cellsOf)],
  };
}

const textOf = ({ good, all }: Count): string => `${good} of ${all}`;

function cellsOf({ scenario, run, exitCode, met, followed, seconds }: Outcome): readonly string[] {
  const took = Number.isNaN(seconds) ? '-' : `${seconds.toFixed(1)} s`;
  return [scenario, `${run}`, `${exitCode ?? 'none'}`, textOf(met), textOf(followed), took];
}
