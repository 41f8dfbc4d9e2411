import fc from 'fast-check';
import { OUTCOMES_TAKEN_FOR_MS, type OutcomeReport } from '../../../lib/contracts/outcomes.ts';
import { judge } from '../../../lib/outcomes/judge.ts';
import { aReport, aSelection, idOf, NOW, someRules } from '../../support/outcomes/builders.ts';

const judged = (...reports: OutcomeReport[]) => judge(reports, someRules());

const codesOf = (...reports: OutcomeReport[]) => judged(...reports).rejected.map(({ code }) => code);

describe('a report', () => {
  it('counts for the mode and models that its selection names', () => {
    const { outcomes, rejected } = judged(aReport({ model: 'llama', latency_ms: 1_234.5, status: 'error' }));

    expect(rejected).toEqual([]);
    expect(outcomes).toEqual([
      {
        mode: 'balanced',
        models: ['llama'],
        status: 'error',
        latencyMs: 1_234.5,
        endedAt: NOW,
        selection: aSelection(),
      },
    ]);
  });

  it('without a model counts for every model that it may have been', () => {
    expect(judged(aReport()).outcomes[0]?.models).toEqual(['mistral', 'llama']);
  });

  it.each<[string, Partial<OutcomeReport>, string]>([
    ['an id that we have not signed', { selection_id: 'abc' }, 'unknown_selection'],
    ['an empty id', { selection_id: '' }, 'unknown_selection'],
    ['another mode than that of the selection', { mode: 'fast' }, 'mode_mismatch'],
    ['the mode in other letters', { mode: 'Balanced' }, 'mode_mismatch'],
    ['a model that is not there', { model: 'gpt' }, 'unknown_model'],
    ['a model of another mode', { model: 'qwen' }, 'unknown_model'],
    ['an empty model', { model: '' }, 'unknown_model'],
    ['a lease of another selection', { lease_id: 'lease-of-another' }, 'unknown_lease'],
    ['a time without a zone', { at: '2026-01-01T12:00:00' }, 'invalid_time'],
    ['a time in another zone', { at: '2026-01-01T13:00:00+01:00' }, 'invalid_time'],
    ['a day that does not exist', { at: '2026-02-31T12:00:00Z' }, 'invalid_time'],
    ['the year 10000', { at: '+010000-01-01T00:00:00Z' }, 'invalid_time'],
    ['an empty time', { at: '' }, 'invalid_time'],
    ['a time far in the future', { at: '2999-01-01T00:00:00Z' }, 'invalid_time'],
    ['a time more than a minute ahead', { at: new Date(NOW + 60_001).toISOString() }, 'invalid_time'],
    ['a time before its selection', { at: new Date(NOW - 62_001).toISOString() }, 'invalid_time'],
  ])('with %s is rejected', (_what, change, code) => {
    const { outcomes, rejected } = judged(aReport(change));

    expect(outcomes).toEqual([]);
    expect(rejected).toEqual([{ index: 0, code, detail: expect.stringMatching(/.{20}/) }]);
  });

  it('is taken until a quarter of an hour after its selection, and not later', () => {
    const at = NOW - OUTCOMES_TAKEN_FOR_MS;

    expect(codesOf(aReport({ selection: aSelection({ at }) }))).toEqual([]);
    expect(codesOf(aReport({ selection: aSelection({ at: at - 1 }) }))).toEqual(['late_outcome']);
  });

  it('may name a time as far off as the clocks of two machines are', () => {
    const ahead = aReport({ at: new Date(NOW + 60_000).toISOString() });

    expect(judged(ahead).outcomes[0]?.endedAt).toBe(NOW + 60_000);
  });

  it('of a mode that is no longer configured counts as long as it names no model', () => {
    const selection = aSelection({ mode: 'removed' });

    expect(codesOf(aReport({ selection }))).toEqual([]);
    expect(codesOf(aReport({ selection, model: 'mistral' }))).toEqual(['unknown_model']);
  });

  it('of a mode named like a member of every object finds no models there', () => {
    expect(judged(aReport({ selection: aSelection({ mode: 'valueOf' }) })).outcomes[0]?.models).toEqual([]);
  });

  it('quotes little of a long value', () => {
    const [rejection] = judged(aReport({ selection_id: 'a'.repeat(512) })).rejected;

    expect(rejection?.detail.length).toBeLessThan(120);
  });
});

describe('a batch', () => {
  it('takes what counts and says of the rest which and why', () => {
    const good = aReport({ selection: aSelection({ nonce: 'other' }) });

    const { outcomes, rejected } = judged(aReport({ mode: 'fast' }), good, aReport({ selection_id: 'x' }));

    expect(outcomes).toHaveLength(1);
    expect(rejected.map(({ index, code }) => [index, code])).toEqual([
      [0, 'mode_mismatch'],
      [2, 'unknown_selection'],
    ]);
  });

  it('counts one selection once: the first report of it that counts', () => {
    const { outcomes, rejected } = judged(
      aReport({ mode: 'fast' }),
      aReport({ status: 'error' }),
      aReport({ status: 'ok' }),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(['error']);
    expect(rejected.map(({ code }) => code)).toEqual(['mode_mismatch', 'duplicate_selection']);
  });

  it('leaves no report unanswered, and none twice', () => {
    const selection = fc.record({
      mode: fc.constantFrom('fast', 'balanced', 'removed'),
      at: fc.integer({ min: NOW - 2 * OUTCOMES_TAKEN_FOR_MS, max: NOW }),
      nonce: fc.constantFrom('a', 'b', 'c'),
    });
    const report = fc.record({
      selection_id: fc.oneof(selection.map(idOf), fc.string()),
      mode: fc.constantFrom('fast', 'balanced'),
      status: fc.constantFrom('ok' as const, 'cancelled' as const),
      latency_ms: fc.double({ min: 0, max: 3_600_000, noNaN: true }),
      model: fc.option(fc.constantFrom('mistral', 'llama'), { nil: undefined }),
    });
    const { claimsOf } = someRules();
    const rules = someRules({ claimsOf: (id) => (id.startsWith('{"mode"') ? claimsOf(id) : undefined) });
    fc.assert(
      fc.property(fc.array(report, { maxLength: 20 }), (reports) => {
        const { outcomes, rejected } = judge(
          reports.map(({ model, ...rest }) => (model === undefined ? rest : { ...rest, model })),
          rules,
        );

        expect(outcomes.length + rejected.length).toBe(reports.length);
        expect(new Set(outcomes.map((outcome) => idOf(outcome.selection))).size).toBe(outcomes.length);
      }),
    );
  });
});
