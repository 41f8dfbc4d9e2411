import { costsOf, lastThatSucceeded, type Known } from '../../../functions/approval-page/page/cost.js';

const NOON = Date.parse('2026-01-31T12:00:00.000Z');
const at = (seconds: number): string => new Date(NOON + 1_000 * seconds).toISOString();

const step = (id: string, timeout_seconds: number) => ({
  ...{ id, name: `Do ${id}`, action: 'training.x', approval: false, on_failure: 'stop' as const },
  timeout_seconds,
});
const APPROVAL: Known['approval'] = {
  plan: { run_id: 'night', attempt: 1, from_step: 2_499, target_step: 1_999, target_attempt: 1, sha256: 'f' },
  step: 'back',
  step_name: 'Do back',
  status: 'pending',
  trigger: { kind: 'alarm', by: 'alarm RewardRunaway', at: at(0) },
  expires_at: at(3_600),
  execution_id: 'E1',
};
const KNOWN: Known = {
  approval: APPROVAL,
  runbook: { steps: [step('find', 30), step('back', 60), step('resume', 600)] },
  run: { attempt: 1, last_step: 2_499, metrics_at: at(0), status: 'paused' },
  checkpoint: { step: 1_999, attempt: 1, created_at: at(-50) },
};
const costs = (change: Partial<Known> = {}, now = NOON) => {
  const { approving, waiting } = costsOf({ ...KNOWN, ...change }, now);
  return Object.fromEntries([...approving, ...waiting]);
};

describe('what a rollback costs', () => {
  it('is the steps behind the checkpoint, and the time that training them took', () => {
    expect(costs()).toMatchObject({
      'Progress lost': '500 steps, from 2,499 back to 1,999',
      'Training lost': '50 s, at 10 steps a second',
    });
  });

  it.each<[string, Partial<Known>]>([
    ['saved it was another attempt', { checkpoint: { step: 1_999, attempt: 2, created_at: at(-50) } }],
    [
      'goes on is another attempt',
      { run: { attempt: 2, last_step: 2_499, metrics_at: at(0), status: 'paused' } },
    ],
    [
      'went on since the plan',
      { run: { attempt: 1, last_step: 2_600, metrics_at: at(9), status: 'running' } },
    ],
    ['has not reported', { run: { attempt: 1, last_step: 2_499, status: 'paused' } }],
    ['is not known', { run: undefined, checkpoint: undefined }],
  ])('says no time where what %s', (_, change) => {
    expect(costs(change)).not.toHaveProperty('Training lost');
    expect(costs(change)).toHaveProperty('Progress lost');
  });

  it('takes as long as the time-outs of what is left allow, and says what it took last time, without the wait', () => {
    const walked = (name: string, from: number) => ({
      name,
      status: 'succeeded' as const,
      started_at: at(from),
    });
    const earlier = {
      steps: [
        walked('Do find', 0),
        walked('Ask: Do back', 1),
        walked('Do back', 900),
        walked('Do resume', 930),
      ],
      ended_at: at(965),
    };

    expect(costs()['Takes']).toBe('at most 11 min');
    expect(costs({ earlier })['Takes']).toBe('at most 11 min; 1 min 5 s last time');
    expect(costs({ runbook: { steps: [step('other', 60)] } })).not.toHaveProperty('Takes');
  });

  it('names what its own execution keeps downshifted, and until when', () => {
    const own = { to: 'fast', owner: 'E1', reason: 'r', execution_id: 'E1' };
    const downshifts = { creative: own, balanced: { ...own, execution_id: 'E2' } };

    expect(costs({ downshifts })['Stays downshifted']).toBe('creative to fast, until it is restored');
    expect(costs()).not.toHaveProperty('Stays downshifted');
  });
});

describe('what waiting costs', () => {
  it('is what a paused run does not train, by now and by the time that time is up', () => {
    const said = costs({}, NOON + 120_000);

    expect(said['Not trained meanwhile']).toBe(
      '2 min (1,200 steps) so far, 1 h (36,000 steps) when time is up',
    );
    expect(said['Has lasted']).toBe('2 min');
  });

  it('is nothing for a run that goes on, and nothing once it is decided', () => {
    const run = { attempt: 1, last_step: 2_499, metrics_at: at(0), status: 'running' as const };
    const approval = { ...APPROVAL, status: 'approved' as const };

    expect(costs({ run })).not.toHaveProperty('Not trained meanwhile');
    expect(costsOf({ ...KNOWN, approval }, NOON + 120_000).waiting).toEqual([]);
  });

  it('counts from the answer of a clock that is behind', () => {
    expect(costs({}, NOON - 60_000)['Not trained meanwhile']).toMatch(/^0 s \(0 steps\) so far/);
    expect(costs({}, NOON - 60_000)).not.toHaveProperty('Has lasted');
  });
});

describe('the costs of anything else', () => {
  it.each([{}, { target: 'database' }, { run_id: 'x', from_step: '1', target_step: 0, target_attempt: 1 }])(
    'with the plan %j are its time alone',
    (plan) => {
      const said = costs({ approval: { ...APPROVAL, plan } }, NOON + 60_000);

      expect(said).toEqual({ Takes: 'at most 11 min', 'Has lasted': '1 min' });
    },
  );
});

describe('the execution that says how long it takes', () => {
  it('is the newest that acted and succeeded', () => {
    const line = { runbook: 'r', resource: 'x', trigger: APPROVAL.trigger, started_at: at(0) };
    const lines = [
      { ...line, id: '4', mode: 'live' as const, status: 'waiting_approval' as const },
      { ...line, id: '3', mode: 'dry_run' as const, status: 'succeeded' as const },
      { ...line, id: '2', mode: 'live' as const, status: 'succeeded' as const },
      { ...line, id: '1', mode: 'live' as const, status: 'succeeded' as const },
    ];

    expect(lastThatSucceeded(lines)?.id).toBe('2');
    expect(lastThatSucceeded([])).toBeUndefined();
  });
});
