import { incidentActions } from '../../../functions/shared/actions/incident.ts';
import { looking } from '../../../lib/runbooks/action.ts';
import { LockLostError } from '../../../lib/runbooks/lock-errors.ts';
import { planStep, runStep } from '../../../lib/runbooks/run-step.ts';
import { NotYetError } from '../../../lib/runbooks/step-errors.ts';
import { aWorld, LEASE_MS, START, type Note } from '../../support/runbooks/a-noting-world.ts';
import { anExecution, aStepRequest } from '../../support/runbooks/a-step.ts';

const withInputs = (inputs: Record<string, unknown>) => {
  const request = aStepRequest();
  return { ...request, step: { ...request.step, inputs } };
};

describe('a step that acts', () => {
  it('holds its lock to a lease after its time is over, acts, and says so in the incident', async () => {
    const { dependencies, renewed, lines } = aWorld();

    const result = await runStep(dependencies, aStepRequest());

    expect(result).toEqual({ text: 'Said hello', output: { length: 5 } });
    expect(renewed).toEqual([
      {
        resource: 'run#ppo-1',
        owner: anExecution().execution_id,
        fence: 3,
        until: START + 59_500 + LEASE_MS,
      },
    ]);
    expect(lines).toMatchObject([
      { incident: anExecution().incident_id, kind: 'step', text: 'Note it: Said hello' },
    ]);
  });

  it('has one effect id and one line, however often it is tried, and others in another execution', async () => {
    const { dependencies, lines, effects } = aWorld();
    const other = aStepRequest({ execution: anExecution({ execution_id: '01JNF3N8000000000000000009' }) });

    for (const request of [aStepRequest(), aStepRequest(), other]) await runStep(dependencies, request);

    expect(lines).toHaveLength(2);
    expect(effects[1]).toBe(effects[0]);
    expect(effects[2]).not.toBe(effects[0]);
  });

  it('keeps its effect id when it is redriven, which enters its state anew', async () => {
    const { dependencies, effects } = aWorld();

    await runStep(dependencies, aStepRequest());
    await runStep(dependencies, aStepRequest({ entered_at: '2026-03-01T13:00:00.000Z' }));

    expect(new Set(effects).size).toBe(1);
  });

  it('does not act once its lock is lost', async () => {
    const { dependencies, effects, lines } = aWorld({ lost: true });

    await expect(runStep(dependencies, aStepRequest())).rejects.toThrow(LockLostError);

    expect([effects, lines]).toEqual([[], []]);
  });

  it.each(['dry_run', 'drill'] as const)('refuses a %s before anything else', async (mode) => {
    const { dependencies, effects, renewed } = aWorld();

    const running = runStep(dependencies, aStepRequest({ execution: anExecution({ mode }) }));

    await expect(running).rejects.toMatchObject({ name: 'NotLiveError' });
    expect([effects, renewed]).toEqual([[], []]);
  });

  it('names an action that it does not have, and those that it has', async () => {
    const { dependencies } = aWorld();
    const request = aStepRequest();
    const step = { ...request.step, action: 'constructor' };

    const running = runStep(dependencies, { ...request, step });

    await expect(running).rejects.toThrow('There is no action "constructor", there are incident.note');
  });

  it.each([{}, { text: 1 }, { text: '' }, { text: 'a', more: 1 }])(
    'refuses inputs that the action does not take: %j',
    async (inputs) => {
      const { dependencies, effects } = aWorld();

      await expect(runStep(dependencies, withInputs(inputs))).rejects.toMatchObject({
        name: 'StepInputError',
      });
      expect(effects).toEqual([]);
    },
  );
});

describe('what a step leaves so until a person turns it back', () => {
  const after = async (outputs: readonly Record<string, unknown>[]) => {
    const left = [...outputs];
    const apply = () => {
      const output = left.shift();
      return output
        ? Promise.resolve({ text: 'Said', output })
        : Promise.reject(new Error('No output is left'));
    };
    const { dependencies, lines } = aWorld({ note: { apply } });
    const request = aStepRequest();
    await runStep(dependencies, { ...request, step: { ...request.step, stays: 'It stays' } });
    return lines.flatMap(({ stays = [] }) => stays);
  };

  it.each([
    ['is said where it was changed', { outcome: 'changed' }, ['It stays']],
    ['is said where the try before has changed it, unheard', { outcome: 'nothing_to_do' }, ['It stays']],
    ['is said of an action that has no outcome', {}, ['It stays']],
    ['is left out where nothing is configured', { outcome: 'not_configured' }, []],
    ['is left out where the step was skipped', { skipped: true }, []],
  ])('%s', async (_, output, expected) => {
    expect(await after([output])).toEqual(expected);
  });
});

describe('a step that waits', () => {
  const waiting = { apply: () => Promise.reject(new NotYetError('The trainer has not answered')) };

  it('asks to be tried again while there is time', async () => {
    const { dependencies } = aWorld({ note: waiting, now: START + 59_000 });

    await expect(runStep(dependencies, aStepRequest())).rejects.toThrow(NotYetError);
  });

  it('fails in the last try, and says what did not come', async () => {
    const { dependencies } = aWorld({ note: waiting, now: START + 60_000 });

    await expect(runStep(dependencies, aStepRequest())).rejects.toMatchObject({
      name: 'StepTimeoutError',
      message: '"Note it" was not done within 60 s: The trainer has not answered',
    });
  });
});

describe('a step that was approved', () => {
  const hashOf = async (inputs: Record<string, unknown>) =>
    (await planStep(aWorld().dependencies, withInputs(inputs))).plan_hash;

  it('acts on the plan that was approved', async () => {
    const { dependencies, effects } = aWorld();
    const approved_plan_hash = await hashOf({ text: 'hello' });

    await runStep(dependencies, aStepRequest({ approved_plan_hash }));

    expect(effects).toHaveLength(1);
  });

  it('does nothing when it would do something else by now', async () => {
    const { dependencies, effects } = aWorld();
    const approved_plan_hash = await hashOf({ text: 'bye' });

    const running = runStep(dependencies, aStepRequest({ approved_plan_hash }));

    await expect(running).rejects.toMatchObject({ name: 'PlanChangedError' });
    expect(effects).toEqual([]);
  });

  it('finds that it is done already, although its plan reads differently since', async () => {
    const { dependencies, effects } = aWorld({ note: { isApplied: () => Promise.resolve(true) } });
    const approved_plan_hash = await hashOf({ text: 'before' });

    await runStep(dependencies, aStepRequest({ approved_plan_hash }));

    expect(effects).toHaveLength(1);
  });
});

describe('a plan', () => {
  it('says what would be done, with a hash of that', async () => {
    const { dependencies, effects, lines, renewed } = aWorld();

    const plan = await planStep(dependencies, aStepRequest());

    expect(plan).toMatchObject({ text: 'Would say hello', facts: { text: 'hello' } });
    expect(plan.plan_hash).toMatch(/^[0-9a-f]{64}$/);
    expect([effects, lines, renewed]).toEqual([[], [], []]);
  });

  it('has the same hash for the same facts in another order and other words, not for another resource', async () => {
    const planning = (summary: string, facts: Record<string, unknown>) =>
      aWorld({ note: { plan: () => Promise.resolve({ summary, facts, output: {} }) } }).dependencies;
    const elsewhere = aStepRequest({ execution: anExecution({ resource: 'run#ppo-2' }) });
    const first = planning('2 hours ago', { step: 4500, at: { b: 1, a: 2 } });

    const hashes = [
      (await planStep(first, aStepRequest())).plan_hash,
      (await planStep(planning('3 hours ago', { at: { a: 2, b: 1 }, step: 4500 }), aStepRequest())).plan_hash,
      (await planStep(first, elsewhere)).plan_hash,
    ];

    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  it('of something that is looked up is what was found', async () => {
    const { dependencies } = aWorld({
      note: looking(() => Promise.resolve({ text: 'Found it', output: { at: 7 } })),
    });

    expect(await planStep(dependencies, aStepRequest())).toMatchObject({
      summary: 'Found it',
      output: { at: 7 },
    });
  });
});

describe('a step with a condition', () => {
  const conditional = (holds: boolean, mode: 'live' | 'dry_run' = 'live') => {
    const request = aStepRequest({ execution: anExecution({ mode }) });
    return { ...request, step: { ...request.step, when: { condition: '$check.healthy != true', holds } } };
  };

  it('acts where it holds', async () => {
    const { dependencies, effects } = aWorld();

    await runStep(dependencies, conditional(true));

    expect(effects).toHaveLength(1);
  });

  it('does nothing where it does not, and says so in the incident', async () => {
    const { dependencies, effects, lines } = aWorld();

    const { output } = await runStep(dependencies, conditional(false));

    expect([effects, output]).toEqual([[], { skipped: true }]);
    expect(lines).toMatchObject([
      { kind: 'step', text: 'Note it: not needed, since this is not so: $check.healthy != true' },
    ]);
  });

  it('does nothing even with an approval where it does not hold', async () => {
    const { dependencies, effects } = aWorld();

    await runStep(dependencies, { ...conditional(false), approved_plan_hash: 'of something' });

    expect(effects).toEqual([]);
  });

  it('asks its action for no plan where it is not needed: only dry runs do, and say so', async () => {
    const planned: string[] = [];
    const plan: Note['plan'] = (_context, { text }) => {
      planned.push(text);
      return Promise.resolve({ summary: `Would say ${text}`, facts: { text }, output: {} });
    };
    const { dependencies } = aWorld({ note: { plan } });

    const live = await planStep(dependencies, conditional(false));
    const dry = await planStep(dependencies, conditional(false, 'dry_run'));

    expect([live.is_needed, live.summary]).toEqual([
      false,
      'not needed, since this is not so: $check.healthy != true',
    ]);
    expect([dry.is_needed, dry.text]).toEqual([false, `${live.summary}. Else: Would say hello`]);
    expect(planned).toEqual(['hello']);
  });
});

describe('a step that leaves something to a person', () => {
  it('tells people, not only the timeline', async () => {
    const apply: Note['apply'] = () =>
      Promise.resolve({ text: 'nothing is done', output: {}, needsPerson: true });
    const { dependencies, lines } = aWorld({ note: { apply } });

    await runStep(dependencies, aStepRequest());

    expect(lines).toMatchObject([{ kind: 'warning', notify: 'warning', text: 'Note it: nothing is done' }]);
  });

  it.each([
    ['is not paged twice by the execution that the incident begins with', 'INC-e', 'warning'],
    ['is called where the incident stood already: its page may be answered', 'INC-other', 'escalated'],
  ] as const)('who %s', async (_, incident_id, told) => {
    const { dependencies, lines } = aWorld();
    const { step, ...request } = aStepRequest({ execution: anExecution({ execution_id: 'e', incident_id }) });
    const notify = { ...step, action: 'incident.notify' };

    await runStep({ ...dependencies, actions: incidentActions }, { ...request, step: notify });

    expect(lines).toMatchObject([{ kind: 'warning', notify: told, text: 'Note it: hello' }]);
  });
});
