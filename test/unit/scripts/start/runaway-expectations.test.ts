import {
  runawayExpectationsOf,
  type RunawayRehearsed,
} from '../../../../scripts/start/runaway-expectations.ts';

const SUMMARY =
  'This will roll back training to step 7999 (20 seconds ago). Current step 8499. Progress lost: 500 steps';

const APPROVAL = {
  ...{ id: 'A', execution_id: 'E', plan: {}, plan_hash: 'hash' },
  ...{ summary: SUMMARY, status: 'approved', decided_by: 'approver' },
};
const EXECUTION = { id: 'E', status: 'succeeded', steps: [{ name: 'Pause', status: 'succeeded' }] };
const INCIDENT = {
  ...{ id: 'INC-E', title: 'RL Reward Runaway', status: 'open' },
  timeline: [{ kind: 'step', text: 'Record: rolled back to step 7999' }],
};

const GOOD: RunawayRehearsed = {
  runsAwayAt: 8_000,
  findings: [{ kind: 'runaway', step: 8_089 }],
  approval: APPROVAL,
  execution: EXECUTION,
  incident: INCIDENT,
  lrMultiplier: 0.5,
};

const failing = (change: Partial<RunawayRehearsed>) =>
  runawayExpectationsOf({ ...GOOD, ...change }).filter(({ holds }) => !holds);

describe('what the runbook of a runaway is held to', () => {
  it('holds when all went well', () => {
    expect(failing({})).toEqual([]);
  });

  it.each([
    ['a runaway that nobody found', { findings: [] }, 'pause the run'],
    ['one found before it was there', { findings: [{ kind: 'runaway', step: 100 }] }, 'pause the run'],
    ['a rejection', { approval: { ...APPROVAL, status: 'rejected' } }, 'approves it'],
    ['a runbook that failed', { execution: { ...EXECUTION, status: 'failed' } }, 'all its steps'],
    ['no runbook', { execution: undefined }, 'all its steps'],
    ['a learning rate as before', { lrMultiplier: 1 }, 'half the learning rate'],
    ['an incident that says nothing', { incident: { ...INCIDENT, timeline: [] } }, 'the incident says'],
  ])('does not hold with %s', (_what, change, says) => {
    const failed = failing(change);

    expect(failed.map((expectation) => expectation.says)).toEqual([expect.stringContaining(says)]);
    expect(failed[0]?.but).not.toBe('');
  });

  it('does not hold when nobody was asked, or asked without figures, or sent to a step of the runaway', () => {
    const asked = (summary: string) => ({ approval: { ...APPROVAL, summary } });

    expect(failing({ approval: undefined }).length).toBeGreaterThan(1);
    expect(failing(asked('Go back?')).length).toBeGreaterThan(0);
    expect(failing(asked(SUMMARY.replace('7999', '8499'))).length).toBeGreaterThan(0);
  });
});
