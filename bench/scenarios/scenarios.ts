import type { Section } from '../report/document.ts';
import { outcomesTable, type Outcome } from './outcome.ts';
import { rehearseOnce } from './rehearse-once.ts';

export const TITLE = 'Scenarios, again and again';

const METHOD =
  'Each scenario of `configs/rehearsals` as `npm start -- --exit --out` rehearses it, in a process of its own, one after ' +
  'the other. The exit code is 0 when all that the scenario expects came about, and all figures of the report that are ' +
  'counted again follow from the log beside it: docs/adr/0057 says which are not. `npm run bench` does it only when it is ' +
  'asked for `scenarios`.';

export interface Rehearsals {
  readonly scenarios: readonly string[];
  readonly times: number;
  /** Ends the one that is under way; there are no others then. */
  readonly stop: AbortSignal;
}

/** Rehearses each scenario several times, and tells on stderr how far it is. */
export async function rehearseAll({ scenarios, times, stop }: Rehearsals): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const scenario of scenarios)
    for (let run = 1; run <= times && !stop.aborted; run += 1) {
      process.stderr.write(`artisan: rehearsing ${scenario}, ${run} of ${times}\n`);
      outcomes.push(await rehearseOnce({ scenario, run }, stop));
    }
  return outcomes;
}

export function sectionOf(outcomes: readonly Outcome[]): Section {
  return { title: TITLE, method: METHOD, table: outcomesTable(outcomes) };
}

/** What was not as it should be, for people. */
export function troublesOf(outcomes: readonly Outcome[]): string {
  return outcomes
    .flatMap(({ scenario, run, troubles }) => troubles.map((text) => `\n${scenario}, ${run}: ${text}\n`))
    .join('');
}
