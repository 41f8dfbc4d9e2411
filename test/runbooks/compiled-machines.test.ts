import * as v from 'valibot';
import { stepId } from '../../lib/config/schemas/runbooks/names.ts';
import { foundNothing } from '../../lib/contracts/execution-event.ts';
import { compiled, runMachine, type Behaviour } from '../support/runbooks/a-machine.ts';
import { runbookOf, SAMPLE_YAML } from '../support/runbooks/sample.ts';

const sample = runbookOf(SAMPLE_YAML);
/** Names of what is assigned anywhere in a state, its catchers and choices included. */
function namesIn(value: unknown, key: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key ? Object.keys(Object(inner)) : namesIn(inner, key),
  );
}

const failing: Behaviour = () => ({ error: 'SomeError' });

describe('a compiled runbook', () => {
  it('does its steps in their order, with the outputs of earlier ones, and succeeds', async () => {
    const { status, acted, planned, gate, requests } = await runMachine(sample);

    expect(status).toBe('SUCCEEDED');
    expect(acted).toEqual(['verify', 'pause', 'find', 'roll_back', 'note', 'resume']);
    expect(planned).toEqual(['roll_back']);
    expect(gate).toEqual(['ask 1', 'confirm 1']);
    expect(requests.at(-2)?.step.inputs).toEqual({ text: 'Went back to step 4500 from 4500' });
  });

  it('hands the approved hash to the step that was approved, and to no other', async () => {
    const { requests } = await runMachine(sample);

    const approved = requests.filter((request) => 'approved_plan_hash' in request);

    expect(approved.map(({ step, approved_plan_hash }) => [step.id, approved_plan_hash])).toEqual([
      ['roll_back', 'hash'],
    ]);
  });

  it('keeps no variable of its own under a name that a step may have', () => {
    const assigned = Object.values(compiled(sample).States).flatMap((state) => namesIn(state, 'Assign'));
    const own = [...new Set(assigned)].filter((name) => sample.steps.every(({ id }) => id !== name));

    expect(own.filter((name) => v.is(stepId, name))).toEqual([]);
    expect(own).toEqual(expect.arrayContaining(['asking', 'callback', 'closing']));
  });

  it('ends well when there is nothing to do, without having acted further', async () => {
    const unmet = { acts: { verify: () => ({ met: false }) } };
    const { status, states, acted, output } = await runMachine(sample, unmet);

    expect([status, foundNothing(output)]).toEqual(['SUCCEEDED', true]);
    expect(states.at(-1)).toBe('Nothing to do');
    expect(acted).toEqual(['verify']);
  });

  it('fails where a check has to be met', async () => {
    const strict = runbookOf(SAMPLE_YAML.replace('on_unmet: end', 'on_unmet: fail'));

    const { status, error, cause } = await runMachine(strict, { acts: { verify: () => ({ met: false }) } });

    expect([status, error, cause]).toEqual(['FAILED', 'CheckUnmetError', 'Verify it: verify done']);
  });

  it.each([
    ['verify', ['verify']],
    ['pause', ['verify', 'pause', 'unpause']],
    ['find', ['verify', 'pause', 'find', 'unpause']],
    ['roll_back', ['verify', 'pause', 'find', 'roll_back', 'mark_back', 'unpause']],
    ['resume', ['verify', 'pause', 'find', 'roll_back', 'note', 'resume', 'mark_back', 'unpause']],
  ])('takes back what has begun, newest first, when %s fails', async (step, expected) => {
    const { status, error, cause, acted } = await runMachine(sample, { acts: { [step]: failing } });

    expect([status, error, cause]).toEqual(['FAILED', 'SomeError', `${step} went wrong`]);
    expect(acted).toEqual(expected);
  });

  it('notes the failure of a step that may fail, and goes on', async () => {
    const { status, acted, requests } = await runMachine(sample, { acts: { note: failing } });

    expect(status).toBe('SUCCEEDED');
    expect(acted).toEqual(['verify', 'pause', 'find', 'roll_back', 'note', 'note_note', 'resume']);
    expect(requests.at(-2)?.step).toMatchObject({
      name: 'Note what was done',
      inputs: { text: 'failed, and the runbook goes on: SomeError: note went wrong' },
    });
  });

  it('goes on even when that can not be noted', async () => {
    const { status, acted } = await runMachine(sample, { acts: { note: failing, note_note: failing } });

    expect(status).toBe('SUCCEEDED');
    expect(acted.at(-1)).toBe('resume');
  });

  it('tells which compensation failed, and tries the others', async () => {
    const { status, error, cause, acted } = await runMachine(sample, {
      acts: { resume: failing, mark_back: () => ({ error: 'LockLostError' }) },
    });

    expect([status, error]).toEqual(['FAILED', 'SomeError']);
    expect(cause).toBe('resume went wrong Not done: Note the way back (LockLostError).');
    expect(acted.at(-1)).toBe('unpause');
  });

  it('tells the cause of an error that no function threw', async () => {
    const { error, cause } = await runMachine(sample, { acts: { find: () => ({}) } });

    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain('$find.step');
  });
});

describe('a dry run', () => {
  it.each(['dry_run', 'drill'] as const)('plans every step and acts on none: %s', async (mode) => {
    const { status, acted, planned, gate } = await runMachine(sample, {}, { mode, fence: 0 });

    expect(status).toBe('SUCCEEDED');
    expect(acted).toEqual([]);
    expect(planned).toEqual(['verify', 'pause', 'find', 'roll_back', 'note', 'resume']);
    expect(gate).toEqual([]);
  });

  it('goes on when there would be nothing to do', async () => {
    const plans = { verify: () => ({ met: false }) };

    const { planned } = await runMachine(sample, { plans }, { mode: 'dry_run' });

    expect(planned.at(-1)).toBe('resume');
  });

  it('fails when a step can not be planned, and plans the way back', async () => {
    const { status, acted, planned } = await runMachine(
      sample,
      { plans: { find: failing } },
      { mode: 'drill' },
    );

    expect(status).toBe('FAILED');
    expect(acted).toEqual([]);
    expect(planned).toEqual(['verify', 'pause', 'find', 'unpause']);
  });
});

describe('an approval', () => {
  it.each(['ApprovalRejectedError', 'ApprovalExpiredError'])(
    'that ends in %s fails the runbook, before its step has begun',
    async (name) => {
      const { status, error, acted } = await runMachine(sample, { confirm: () => name });

      expect([status, error]).toEqual(['FAILED', name]);
      expect(acted).toEqual(['verify', 'pause', 'find', 'unpause']);
    },
  );

  it('is asked for again, on a new plan, when the step finds that the plan has changed', async () => {
    const changed: Behaviour = (call) =>
      call === 1 ? { error: 'PlanChangedError' } : { step: 4_000, attempt: 2 };

    const { status, planned, gate } = await runMachine(sample, { acts: { roll_back: changed } });

    expect(status).toBe('SUCCEEDED');
    expect(planned).toEqual(['roll_back', 'roll_back']);
    expect(gate).toEqual(['ask 1', 'confirm 1', 'ask 2', 'confirm 2']);
  });

  it('is asked for again when a raw callback did not count', async () => {
    const { status, gate } = await runMachine(sample, {
      confirm: (asking) => (asking === 1 ? 'ApprovalNotCountedError' : undefined),
    });

    expect(status).toBe('SUCCEEDED');
    expect(gate).toEqual(['ask 1', 'confirm 1', 'ask 2', 'confirm 2']);
  });

  it('is asked for again, without waiting, when what it is about is gone', async () => {
    const { status, gate } = await runMachine(sample, {
      ask: (asking) => (asking === 1 ? 'ApprovalNotCountedError' : undefined),
    });

    expect(status).toBe('SUCCEEDED');
    expect(gate).toEqual(['ask 1', 'ask 2', 'confirm 2']);
  });

  it('is asked for three times and no more', async () => {
    const { status, error, gate, acted } = await runMachine(sample, {
      confirm: () => 'ApprovalNotCountedError',
    });

    expect([status, error]).toEqual(['FAILED', 'ApprovalNotCountedError']);
    expect(gate.filter((call) => call.startsWith('ask'))).toEqual(['ask 1', 'ask 2', 'ask 3']);
    expect(acted).toEqual(['verify', 'pause', 'find', 'unpause']);
  });

  it.each(['success', 'failure'] as const)(
    'tells the gate that its task was closed by a %s',
    async (answer) => {
      const { status, gate, callbacks } = await runMachine(sample, { answer });

      expect(status).toBe('SUCCEEDED');
      expect(gate).toEqual(['ask 1', 'confirm 1']);
      expect(callbacks).toEqual([answer]);
    },
  );

  it('tells the gate of each asking anew how it was closed', async () => {
    const { callbacks } = await runMachine(sample, {
      ask: (asking) => (asking === 1 ? 'TypeError' : undefined),
      confirm: (asking) => (asking === 1 ? 'ApprovalNotCountedError' : undefined),
    });

    expect(callbacks).toEqual(['failure', 'success']);
  });

  it('reads the record whatever closed its task, an error included', async () => {
    const { status, gate } = await runMachine(sample, { ask: () => 'TypeError' });

    expect(status).toBe('SUCCEEDED');
    expect(gate).toEqual(['ask 1', 'confirm 1']);
  });
});

describe('a step', () => {
  const waits =
    (times: number, then: Record<string, unknown> = { step: 1, attempt: 1 }): Behaviour =>
    (call) =>
      call <= times ? { error: 'NotYetError' } : then;

  it('is tried again every few seconds until what it caused has come about', async () => {
    const { status, acted, stack } = await runMachine(sample, { acts: { pause: waits(3) } });

    expect(status).toBe('SUCCEEDED');
    expect(acted.filter((id) => id === 'pause')).toHaveLength(4);
    const seconds = stack.calls.map(({ second }) => second).slice(1, 5);
    expect(seconds.map((second) => second - (seconds[0] ?? 0))).toEqual([0, 5, 10, 15]);
  });

  it('is looked at for the last time when its time is over', async () => {
    const { status, error, stack } = await runMachine(sample, { acts: { pause: waits(1_000) } });

    expect([status, error]).toEqual(['FAILED', 'NotYetError']);
    const seconds = stack.calls.map(({ second }) => second).slice(1, 14);
    expect((seconds.at(-1) ?? 0) - (seconds[0] ?? 0)).toBe(60);
  });

  it('is told the same time of entry in each try', async () => {
    const { requests } = await runMachine(sample, { acts: { pause: waits(3) } });

    const entered = requests.filter(({ step }) => step.id === 'pause').map(({ entered_at }) => entered_at);

    expect(entered).toHaveLength(4);
    expect(new Set(entered).size).toBe(1);
  });

  it.each(['StoreUnavailableError', 'Lambda.TooManyRequestsException', 'Lambda.Unknown'])(
    'is tried again after 1, 2 and 4 s when there was a %s',
    async (name) => {
      const { status, stack } = await runMachine(sample, { acts: { pause: () => ({ error: name }) } });

      expect(status).toBe('FAILED');
      const seconds = stack.calls.map(({ second }) => second).slice(1, 5);
      expect(seconds.map((second) => second - (seconds[0] ?? 0))).toEqual([0, 1, 3, 7]);
    },
  );

  it.each(['LockLostError', 'StepInputError', 'TypeError', 'StoreDeniedError'])(
    'is not tried again after a %s',
    async (name) => {
      const { acted } = await runMachine(sample, { acts: { pause: () => ({ error: name }) } });

      expect(acted).toEqual(['verify', 'pause', 'unpause']);
    },
  );
});
