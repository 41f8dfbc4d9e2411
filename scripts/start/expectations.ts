import type { ServedReplay } from '../../rehearsal/traffic/replay-order.ts';
import type { Share } from '../../rehearsal/traffic/split.ts';

export interface Expectation {
  readonly says: string;
  readonly holds: boolean;
  /** What was seen instead, with figures. */
  readonly but: string;
}

export interface Rehearsed {
  readonly result: ServedReplay;
  readonly split: readonly Share[];
  /** What the API itself says of the distribution. */
  readonly judged: unknown;
}

/** What a launch's traffic is held to. */
export function expectationsOf({ result, split, judged }: Rehearsed): readonly Expectation[] {
  const { moved, failures, selections, assigned, outcomes } = result;
  const { accepted, rejected } = outcomes;
  const out = split.filter(({ holds }) => !holds);
  const counted = samplesOf(judged);
  return [
    {
      says: `every mode within ${bandOf(split)} points of its target`,
      holds: out.length === 0,
      but: out.map(({ mode, actual, target }) => `${mode} ${actual.toFixed(2)} % of ${target} %`).join(', '),
    },
    {
      says: 'every returning session got its mode again',
      holds: moved.length === 0,
      but: `${moved.length} of ${selections - assigned.size} did not, ${firstOf(moved)}`,
    },
    {
      says: 'no request failed',
      holds: failures.length === 0,
      but: `${failures.length} of ${selections} did, ${firstOf(failures)}`,
    },
    {
      says: `the API counted ${assigned.size} new assignments`,
      holds: counted === assigned.size,
      but: typeof counted === 'number' ? `it counted ${counted}` : `it said ${JSON.stringify(judged)}`,
    },
    {
      says: `${accepted} outcomes of served selections were accepted, ${rejected.length} rejected`,
      holds: accepted > 0 && rejected.length === 0,
      but: rejected.length === 0 ? 'none was served' : firstOf(rejected),
    },
  ];
}

const bandOf = (split: readonly Share[]): string => Math.max(...split.map(({ band }) => band)).toFixed(1);

const firstOf = (items: readonly string[]): string => `first ${items.slice(0, 3).join('; ')}`;

function samplesOf(judged: unknown): unknown {
  return typeof judged === 'object' && judged !== null && 'samples' in judged ? judged.samples : undefined;
}
