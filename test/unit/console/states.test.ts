import { nextOf } from '../../../console/graph/next.ts';
import { stateGraph, type StepSeen } from '../../../console/graph/states.ts';

const step = (name: string, approval = false) => ({
  id: name.toLowerCase(),
  name,
  action: 'a.b',
  approval,
  on_failure: 'stop' as const,
  timeout_seconds: 30,
});
const RUNBOOK = { steps: [step('Check'), step('Roll back', true), step('Verify')] };
const seen = (name: string, status: StepSeen['status'] = 'succeeded'): StepSeen => ({
  name,
  status,
  started_at: '2026-01-31T12:00:00.000Z',
});
const statuses = (graph: ReturnType<typeof stateGraph>) =>
  Object.fromEntries(graph.nodes.map(({ id, status }) => [id, status]));

describe('the states of a runbook', () => {
  it('are its steps in a row, with a person before what needs one', () => {
    const { nodes, edges } = stateGraph(RUNBOOK);

    expect(nodes.map(({ label }) => label)).toEqual([
      'Check',
      'Ask a person: Roll back',
      'Roll back',
      'Verify',
      'Done',
    ]);
    expect(edges.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      'Check > Ask: Roll back',
      'Ask: Roll back > Roll back',
      'Roll back > Verify',
      'Verify > Done',
    ]);
    expect(edges.some(({ isTaken }) => isTaken)).toBe(false);
  });

  it('show where somebody is asked', () => {
    const graph = stateGraph(RUNBOOK, {
      mode: 'live',
      status: 'waiting_approval',
      steps: [seen('Check'), seen('Plan: Roll back'), seen('Ask: Roll back', 'running')],
    });

    expect(statuses(graph)).toMatchObject({
      Check: 'succeeded',
      'Ask: Roll back': 'asking',
      'Roll back': 'idle',
      Verify: 'idle',
    });
  });

  it('show a dry run, which asks nobody, as what it planned', () => {
    const graph = stateGraph(RUNBOOK, {
      mode: 'dry_run',
      status: 'succeeded',
      steps: [seen('Check'), seen('Plan: Roll back'), seen('Verify')],
    });

    expect(statuses(graph)).toEqual({
      Check: 'succeeded',
      'Ask: Roll back': 'skipped',
      'Roll back': 'succeeded',
      Verify: 'succeeded',
      Done: 'succeeded',
    });
  });

  it('show what failed, what was taken back, and what never came', () => {
    const graph = stateGraph(RUNBOOK, {
      mode: 'live',
      status: 'failed',
      steps: [
        seen('Check'),
        seen('Ask: Roll back'),
        seen('Roll back', 'failed'),
        seen('Note the failure: Roll back'),
        seen('Put it back'),
      ],
    });

    expect(statuses(graph)).toEqual({
      Check: 'succeeded',
      'Ask: Roll back': 'succeeded',
      'Roll back': 'failed',
      Verify: 'skipped',
      Done: 'skipped',
      'Put it back': 'succeeded',
      Failed: 'failed',
    });
    expect(graph.edges.filter(({ to }) => to === 'Failed')).toEqual([
      { from: 'Put it back', to: 'Failed', isTaken: true },
    ]);
  });
});

describe('what comes next', () => {
  it('is the decision and all that follows it', () => {
    const sentences = nextOf(RUNBOOK, {
      mode: 'live',
      status: 'waiting_approval',
      steps: [seen('Ask: Roll back', 'running')],
    });

    expect(sentences).toEqual([
      'A person is asked about “Roll back”. Nothing of it is done before an approver says yes.',
      'Then: Verify.',
    ]);
  });

  it('is nothing after a dry run, and a person’s work after a failure', () => {
    const steps = [seen('Check')];

    expect(nextOf(RUNBOOK, { mode: 'dry_run', status: 'succeeded', steps })).toEqual([
      'It only planned: nothing was changed.',
    ]);
    expect(nextOf(RUNBOOK, { mode: 'live', status: 'failed', steps })[0]).toMatch(/^Nothing more happens/);
  });
});
