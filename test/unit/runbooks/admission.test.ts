import fc from 'fast-check';
import type { GateItem } from '../../../lib/contracts/gate-item.ts';
import type { LockItem } from '../../../lib/contracts/lock-item.ts';
import { admit, rehearse } from '../../../lib/runbooks/admission.ts';
import { gateAfter } from '../../../lib/runbooks/gate-after.ts';
import {
  aCandidate,
  aGate,
  anAdmission,
  DISPATCH,
  HOUR,
  MINUTE,
  NOW,
} from '../../support/runbooks/builders.ts';

const PERSON = { kind: 'person', by: 'ada', at: new Date(NOW).toISOString() } as const;

interface Around {
  readonly gate?: Partial<GateItem>;
  readonly lock?: LockItem;
  readonly isIncidentOpen?: boolean;
}

const decide = ({ gate, lock, isIncidentOpen = false }: Around, candidate = aCandidate()) =>
  admit({ gate: gate && aGate(gate), lock, isIncidentOpen }, candidate, { now: NOW, config: DISPATCH });

/** Undefined when it starts. */
const reasonOf = (around: Around, candidate = aCandidate()) => {
  const verdict = decide(around, candidate);
  return verdict.kind === 'blocked' ? verdict.block.reason : undefined;
};

const held = (until: number): LockItem => ({ resource: 'run#run-1', fence: 7, owner: 'other', until });

describe('a trigger', () => {
  it('starts where nothing stands: record, gate, lock with the first fence, and an incident of its own', () => {
    const { execution, gate, lock } = anAdmission();

    expect(execution).toMatchObject({ status: 'starting', fence: 1, created_at: NOW });
    expect(execution.incident_id).toBe(`INC-${execution.execution_id}`);
    expect(gate).toMatchObject({ version: 1, open_execution: execution.execution_id, starts: [NOW] });
    expect(lock).toEqual({
      resource: 'run#run-1',
      fence: 1,
      owner: execution.execution_id,
      until: NOW + 15 * MINUTE,
    });
  });

  it.each<[string | undefined, string, Around]>([
    ['duplicate_in_progress', 'an execution of the same is open', { gate: { open_execution: 'x' } }],
    ['resource_busy', 'another runbook holds the resource', { lock: held(NOW + 1) }],
    [undefined, 'the lease of another has run out', { lock: held(NOW) }],
    [undefined, 'the lock is free', { lock: { resource: 'run#run-1', fence: 7 } }],
    ['recently_remediated', 'one ended a moment ago', { gate: { ended_at: NOW - 5 * MINUTE + 1 } }],
    [undefined, 'the cooldown is over', { gate: { ended_at: NOW - 5 * MINUTE } }],
    ['backoff', 'one failed a moment ago', { gate: { failures: 1, ended_at: NOW - MINUTE + 1 } }],
    [undefined, 'the first back-off is over', { gate: { failures: 1, ended_at: NOW - MINUTE } }],
    ['backoff', 'the second in a row', { gate: { failures: 2, ended_at: NOW - 2 * MINUTE + 1 } }],
    [undefined, 'the second back-off is over', { gate: { failures: 2, ended_at: NOW - 2 * MINUTE } }],
    ['consecutive_failures', 'three failed in a row', { gate: { failures: 3, ended_at: NOW - HOUR + 1 } }],
    [undefined, 'the rest after failures is over', { gate: { failures: 3, ended_at: NOW - HOUR } }],
    [
      'hourly_maximum',
      'four started within the hour',
      { gate: { starts: [1, 2, 3, 4].map((i) => NOW - i) } },
    ],
    [undefined, 'four started before', { gate: { starts: [0, 1, 2, 3].map((i) => NOW - HOUR - i) } }],
  ])('is answered %s when %s', (reason, _what, around) => {
    expect(reasonOf(around)).toBe(reason);
  });

  it('tells the most lasting cause first', () => {
    const everything = { starts: [NOW, NOW, NOW, NOW], failures: 3, ended_at: NOW };

    expect(reasonOf({ gate: { ...everything, open_execution: 'x' }, lock: held(NOW + 1) })).toBe(
      'duplicate_in_progress',
    );
    expect(reasonOf({ gate: everything, lock: held(NOW + 1) })).toBe('resource_busy');
    expect(reasonOf({ gate: everything })).toBe('consecutive_failures');
    expect(reasonOf({ gate: { ...everything, failures: 2 } })).toBe('hourly_maximum');
  });

  it('of a person is held back by what runs, and by nothing else', () => {
    const person = aCandidate({ trigger: PERSON });
    const flapping = { starts: [NOW, NOW, NOW, NOW], failures: 9, ended_at: NOW };

    expect(reasonOf({ gate: flapping }, person)).toBeUndefined();
    expect(reasonOf({ gate: { open_execution: 'x' } }, person)).toBe('duplicate_in_progress');
    expect(reasonOf({ lock: held(NOW + 1) }, person)).toBe('resource_busy');
  });

  it('goes to the open incident, and to a new one once that is resolved', () => {
    const gate = { incident_id: 'INC-1' };
    const incidents = [true, false].map((isIncidentOpen) => {
      const verdict = decide({ gate, isIncidentOpen });
      return verdict.kind === 'start' ? verdict.admission.execution.incident_id : undefined;
    });

    expect(incidents).toEqual(['INC-1', `INC-${aCandidate().execution_id}`]);
  });

  it('that is held back is noted once, however often it comes', () => {
    const gateOf = (gate: Partial<GateItem>, execution_id: string): GateItem | undefined => {
      const verdict = decide({ gate }, aCandidate({ execution_id }));
      return verdict.kind === 'blocked' ? verdict.gate : undefined;
    };

    const first = gateOf({ open_execution: 'x' }, 'a') ?? {};
    const again = gateOf(first, 'a');
    const another = gateOf(first, 'b');

    expect(first).toMatchObject({ version: 4, blocked: { count: 1, reason: 'duplicate_in_progress' } });
    expect(again).toBeUndefined();
    expect(another).toMatchObject({ version: 5, blocked: { count: 2, candidate: 'b' } });
  });
});

describe('a dry run', () => {
  it('locks nothing, counts for nothing and opens no incident', () => {
    const admission = rehearse(aCandidate({ mode: 'dry_run' }), NOW);

    expect(Object.keys(admission)).toEqual(['execution']);
    expect(admission.execution).toMatchObject({ fence: 0, status: 'starting' });
    expect(admission.execution).not.toHaveProperty('incident_id');
  });
});

describe('the gate after an execution', () => {
  const { execution, gate } = anAdmission();

  it.each([
    ['succeeded', 0],
    ['aborted', 2],
    ['failed', 3],
    ['timed_out', 3],
  ] as const)('that %s has %i failures in a row', (status, failures) => {
    const after = gateAfter(gate && { ...gate, failures: 2 }, { ...execution, status }, NOW + 1);

    expect(after).toMatchObject({ failures, ended_at: NOW + 1, version: 2 });
  });

  it('that found nothing to do rests from what was done before it, and from nothing else', () => {
    const found = { ...execution, status: 'succeeded', found_nothing: true } as const;
    const before = NOW - 4 * MINUTE;

    const after = [{}, { ended_at: before }].map((standing) =>
      gateAfter(gate && { ...gate, ...standing }, found, NOW + 1),
    );

    expect(after.map((one) => [one?.ended_at, one?.ended_execution])).toEqual([
      [undefined, execution.execution_id],
      [before, execution.execution_id],
    ]);
    expect(after.map((one) => reasonOf({ gate: one ?? {} }))).toEqual([undefined, 'recently_remediated']);
    expect(after).not.toHaveProperty('open_execution');
  });

  it('is left alone when it is another one’s by now', () => {
    expect(gateAfter(aGate({ open_execution: 'other' }), execution, NOW)).toBeUndefined();
    expect(gateAfter(undefined, execution, NOW)).toBeUndefined();
  });
});

describe('any series of triggers and endings', () => {
  it('starts at most as often within any hour as configured, one at a time', () => {
    const event = fc.record({
      afterMs: fc.integer({ min: 0, max: 20 * MINUTE }),
      outcome: fc.constantFrom('succeeded', 'failed', 'aborted', undefined),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let [now, gate]: [number, GateItem | undefined] = [NOW, undefined];
        const starts: number[] = [];
        for (const [index, { afterMs, outcome }] of events.entries()) {
          now += afterMs;
          const open = gate?.open_execution;
          if (open !== undefined && outcome !== undefined)
            gate =
              gateAfter(gate, { ...anAdmission().execution, execution_id: open, status: outcome }, now) ??
              gate;
          const verdict = admit({ gate, isIncidentOpen: true }, aCandidate({ execution_id: `e${index}` }), {
            now,
            config: DISPATCH,
          });
          if (verdict.kind === 'start') {
            expect(gate?.open_execution).toBeUndefined();
            starts.push(now);
            gate = verdict.admission.gate;
          }
        }
        for (const start of starts)
          expect(starts.filter((at) => at > start - HOUR && at <= start).length).toBeLessThanOrEqual(
            DISPATCH.max_per_hour,
          );
      }),
    );
  });
});
