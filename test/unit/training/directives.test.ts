import { acknowledge, isAwaited, isOverdue } from '../../../lib/training/acknowledgement.ts';
import { DirectiveRefusedError, RollbackLimitError } from '../../../lib/training/directive-errors.ts';
import { finish, issue, onMetrics, type Control, type Order } from '../../../lib/training/directives.ts';
import { rollBack } from '../../../lib/training/rollback.ts';
import { NOON } from '../../support/training/batches.ts';
import { aControl, STAMP, TARGET } from '../../support/training/control.ts';

const order = (action: Order['action'], change: Partial<Order> = {}): Order => ({
  action,
  by: 'ann',
  reason: 'to see',
  ...change,
});

const give = (run: Control, action: Order['action'], id: string = action): Control =>
  issue(run, order(action), { id, at: NOON + 1 });

const back = (run: Control, id = 'rollback'): Control =>
  rollBack(run, { target: TARGET, by: 'artisan', reason: 'loss spike' }, { id, at: NOON + 1 });

const say = (run: Control, global_step = 700, status: 'done' | 'failed' = 'done') =>
  acknowledge(run, { directive_id: run.directive.id, global_step, status }, STAMP);

const view = ({ status, directive }: Control) => [status, directive.action];

describe('pausing and resuming', () => {
  it('counts as paused once the trainer says so, and keeps telling it', () => {
    const pausing = give(aControl(), 'pause');
    expect(view(pausing)).toEqual(['pausing', 'pause']);

    const { run, outcome } = say(pausing);

    expect([...view(run), outcome]).toEqual(['paused', 'pause', 'counted']);
    expect(run.directive.acknowledged).toEqual({ status: 'done', global_step: 700, at: STAMP.at });
  });

  it('counts as resumed at the first metrics, not at an acknowledgement', () => {
    const resuming = give(say(give(aControl(), 'pause')).run, 'resume');
    const heard = say(resuming);
    expect([...view(heard.run), heard.outcome]).toEqual(['resuming', 'resume', 'recorded']);

    expect(view(onMetrics(heard.run, STAMP))).toEqual(['running', 'continue']);
  });

  it('takes metrics of a paused run without resuming it', () => {
    const paused = say(give(aControl(), 'pause')).run;

    expect(onMetrics(paused, STAMP)).toBe(paused);
  });

  it('takes the multiplier that a resume gives, and leaves it alone otherwise', () => {
    const paused = say(give(aControl({ lr_multiplier: 0.5 }), 'pause')).run;

    expect(issue(paused, order('resume', { lr_multiplier: 0.25 }), STAMP).lr_multiplier).toBe(0.25);
    expect(give(paused, 'resume').lr_multiplier).toBe(0.5);
  });

  it('changes nothing when the same is asked again', () => {
    const pausing = give(aControl(), 'pause');
    const paused = say(pausing).run;
    const resuming = give(paused, 'resume');

    expect(give(pausing, 'pause', 'again')).toBe(pausing);
    expect(give(paused, 'pause', 'again')).toBe(paused);
    expect(give(resuming, 'resume', 'again')).toBe(resuming);
  });

  it('keeps waiting for a trainer that failed to pause', () => {
    const { run, outcome } = say(give(aControl(), 'pause'), 700, 'failed');

    expect([...view(run), outcome, isAwaited(run)]).toEqual(['pausing', 'pause', 'recorded', true]);
  });
});

describe('a rollback', () => {
  it('begins a new attempt, and says in the lineage where', () => {
    const run = back(aControl());

    expect([run.attempt, run.directive.attempt, run.directive.target]).toEqual([2, 2, TARGET]);
    expect(run.lineage).toEqual([
      { attempt: 2, step: 500, target_attempt: 1, at: NOON + 1, by: 'artisan', reason: 'loss spike' },
    ]);
  });

  it('counts only when the acknowledged step is the restored one', () => {
    const rolling = back(aControl());

    const wrong = say(rolling, 501);
    expect([...view(wrong.run), wrong.outcome]).toEqual(['running', 'rollback', 'wrong_step']);
    expect(wrong.run.directive.acknowledged?.status).toBe('failed');

    const right = say(wrong.run, 500);
    expect([...view(right.run), right.outcome]).toEqual(['running', 'continue', 'counted']);
  });

  it('stands after a failure and after metrics', () => {
    const { run } = say(back(aControl()), 500, 'failed');

    expect(view(onMetrics(run, STAMP))).toEqual(['running', 'rollback']);
  });

  it('leaves a paused run paused', () => {
    const paused = say(give(aControl(), 'pause')).run;

    const { run } = say(back(paused), 500);

    expect([...view(run), isAwaited(run)]).toEqual(['paused', 'pause', false]);
  });

  it('is not displaced by pause and resume, which follow it', () => {
    const rolling = back(aControl());

    const pausedAfter = give(rolling, 'pause');
    expect(view(pausedAfter)).toEqual(['pausing', 'rollback']);
    expect(view(say(pausedAfter, 500).run)).toEqual(['pausing', 'pause']);

    const resumedAfter = give(pausedAfter, 'resume');
    expect(view(onMetrics(resumedAfter, STAMP))).toEqual(['resuming', 'rollback']);
    expect(view(say(resumedAfter, 500).run)).toEqual(['resuming', 'resume']);
  });

  it('displaces a save and an earlier rollback', () => {
    expect(view(back(give(aControl(), 'save_now')))).toEqual(['running', 'rollback']);

    const twice = back(back(aControl()), 'second');
    expect([twice.attempt, twice.directive.id, twice.lineage.length]).toEqual([3, 'second', 2]);
  });

  it('is counted and limited when nobody was asked, and not when somebody was', () => {
    const automatic = (run: Control) =>
      rollBack(run, { target: TARGET, by: 'artisan', reason: 'spike', maxAutomatic: 3 }, STAMP);
    const used = automatic(automatic(automatic(aControl())));

    expect([used.rollbacks_used, used.attempt]).toEqual([3, 4]);
    expect(() => automatic(used)).toThrow(RollbackLimitError);
    expect(back(used).rollbacks_used).toBe(3);
  });

  it.each(['stopping', 'stopped', 'finished'] as const)('is refused while the run is %s', (status) => {
    expect(() => back(aControl({ status }))).toThrow(DirectiveRefusedError);
  });
});

describe('saving, stopping, finishing', () => {
  it.each(['done', 'failed'] as const)('goes on after a save that is %s', (status) => {
    const { run, outcome } = say(give(aControl(), 'save_now'), 700, status);

    expect([...view(run), outcome]).toEqual(['running', 'continue', 'counted']);
  });

  it('asks for a save only of a trainer that has nothing else to do', () => {
    expect(() => give(give(aControl(), 'pause'), 'save_now')).toThrow(DirectiveRefusedError);
    expect(() => give(back(aControl()), 'save_now')).toThrow(DirectiveRefusedError);
  });

  it('lets a pause displace a save', () => {
    expect(view(give(give(aControl(), 'save_now'), 'pause'))).toEqual(['pausing', 'pause']);
  });

  it('lets stop win over everything, and takes it back for nothing', () => {
    const stopping = give(back(give(aControl(), 'pause')), 'stop');
    expect(view(stopping)).toEqual(['stopping', 'stop']);

    expect(give(stopping, 'stop', 'again')).toBe(stopping);
    for (const action of ['pause', 'resume', 'save_now'] as const) {
      expect(() => give(stopping, action)).toThrow(DirectiveRefusedError);
    }
    expect(view(say(stopping).run)).toEqual(['stopped', 'stop']);
  });

  it('finishes once, and calls a run that was told to stop stopped', () => {
    const finished = finish(aControl(), STAMP);

    expect(view(finished)).toEqual(['finished', 'stop']);
    expect(finish(finished, STAMP)).toBe(finished);
    expect(view(finish(give(aControl(), 'stop'), STAMP))).toEqual(['stopped', 'stop']);
    expect(() => give(finished, 'pause')).toThrow(DirectiveRefusedError);
  });
});

describe('acknowledgements', () => {
  it('of a directive that does not stand any more change nothing', () => {
    const run = give(aControl(), 'pause');
    const stale = { directive_id: 'first', global_step: 1, status: 'done' } as const;

    expect(acknowledge(run, stale, STAMP)).toEqual({ run, outcome: 'stale' });
  });

  it('are overdue from the time-out on, for what is waited for', () => {
    const pausing = give(aControl(), 'pause');
    const at = pausing.directive.issued_at;

    expect(isOverdue(pausing, at + 299_999, 300_000)).toBe(false);
    expect(isOverdue(pausing, at + 300_000, 300_000)).toBe(true);
    expect(isOverdue(say(pausing).run, at + 300_000, 300_000)).toBe(false);
    expect(isOverdue(give(say(pausing).run, 'resume'), at + 300_000, 300_000)).toBe(false);
    expect(isOverdue(back(aControl()), at + 300_000, 300_000)).toBe(true);
  });

  it('keep whatever else the run holds', () => {
    const run = { ...aControl(), run_id: 'r' };

    expect(issue(run, order('pause'), STAMP).run_id).toBe('r');
  });
});

it('keeps a lineage of hundreds of rollbacks small, and the newest reasons whole', () => {
  const reason = '\u{1F600}'.repeat(250);
  let run = aControl();

  for (let times = 0; times < 500; times += 1)
    run = rollBack(run, { target: TARGET, by: 'ada', reason }, STAMP);

  expect(run.lineage.map(({ attempt, step }) => [attempt, step])).toEqual(
    Array.from({ length: 500 }, (_, index) => [index + 2, TARGET.step]),
  );
  expect(run.lineage.slice(-20).every((entry) => entry.reason === reason)).toBe(true);
  // The item takes 400 KB, about 20 of them for the windows.
  expect(Buffer.byteLength(JSON.stringify(run.lineage))).toBeLessThan(150_000);
  expect(run.lineage.every((entry) => entry.reason.isWellFormed())).toBe(true);
});
