import type { OutcomeReport } from '../../../lib/contracts/outcomes.ts';
import type { JudgingRules } from '../../../lib/outcomes/judge.ts';
import type { Outcome, SelectionClaims } from '../../../lib/outcomes/outcome.ts';
import type { Batch } from '../../../lib/outcomes/ports.ts';
import { tallyByMode } from '../../../lib/outcomes/tally.ts';

export const NOW = Date.UTC(2026, 0, 1, 12);

export const aSelection = (change: Partial<SelectionClaims> = {}): SelectionClaims => ({
  mode: 'balanced',
  at: NOW - 2_000,
  nonce: 'nonce-1234567890',
  ...change,
});

/** Ids are the JSON of what they claim: signing is another test's business. */
export const idOf = (claims: SelectionClaims): string => JSON.stringify(claims);

export const aReport = ({
  selection = aSelection(),
  ...change
}: Partial<OutcomeReport> & { selection?: SelectionClaims } = {}): OutcomeReport => ({
  selection_id: idOf(selection),
  mode: selection.mode,
  status: 'ok',
  latency_ms: 420,
  ...change,
});

/** So many reports, each of a selection of its own. */
export const reportsOf = (count: number, change: Partial<OutcomeReport> = {}): OutcomeReport[] =>
  Array.from({ length: count }, (_, index) =>
    aReport({ selection: aSelection({ nonce: `nonce-${index}` }), ...change }),
  );

export const anOutcome = (change: Partial<Outcome> = {}): Outcome => ({
  mode: 'balanced',
  models: ['mistral'],
  status: 'ok',
  latencyMs: 420,
  endedAt: NOW,
  selection: aSelection(),
  ...change,
});

export const someRules = (change: Partial<JudgingRules> = {}): JudgingRules => ({
  now: NOW,
  modeModels: { fast: ['mistral'], balanced: ['mistral', 'llama'], creative: ['qwen', 'mistral', 'llama'] },
  claimsOf: (id) => (id.startsWith('{') ? (JSON.parse(id) as SelectionClaims) : undefined),
  isLeaseOf: (leaseId, { nonce }) => leaseId === `lease-of-${nonce}`,
  ...change,
});

export const aBatch = (change: Partial<Batch> & { outcomes?: readonly Outcome[] } = {}): Batch => {
  const { outcomes = [anOutcome()], ...rest } = change;
  return {
    answer: { accepted: outcomes.length, rejected: [] },
    tallies: tallyByMode(outcomes),
    additions: [],
    now: NOW,
    ...rest,
  };
};
