import { stepsOf, type HistoryEvent } from '../../../lib/runbooks/history.ts';

let at = 0;
const event = (type: string, more: Partial<HistoryEvent> = {}): HistoryEvent => ({
  type,
  at: (at += 1),
  ...more,
});
const entered = (name: string) => event('TaskStateEntered', { name });
const succeeded = (payload: unknown) =>
  event('TaskSucceeded', { output: JSON.stringify({ Payload: payload, StatusCode: 200 }) });

beforeEach(() => {
  at = 0;
});

describe('the steps of a history', () => {
  it('are its tasks, with what their functions answered', () => {
    const steps = stepsOf([
      event('ExecutionStarted'),
      event('ChoiceStateEntered', { name: 'Dry run?' }),
      entered('Check'),
      event('TaskScheduled'),
      succeeded({ output: { met: true } }),
      event('TaskStateExited', { name: 'Check' }),
      entered('Pause'),
    ]);

    expect(steps).toEqual([
      { name: 'Check', status: 'succeeded', startedAt: 3, endedAt: 6, output: { output: { met: true } } },
      { name: 'Pause', status: 'running', startedAt: 7 },
    ]);
  });

  it('are told with what they were given', () => {
    const [step, other] = stepsOf([
      entered('Scale'),
      event('TaskScheduled', { inputs: { target: 'api', replicas: 8 } }),
      succeeded({}),
      event('TaskStateExited'),
      entered('Notify'),
      event('TaskScheduled'),
    ]);

    expect(step).toMatchObject({ name: 'Scale', input: { target: 'api', replicas: 8 } });
    expect(other).not.toHaveProperty('input');
  });

  it('forget a try that failed once another has succeeded', () => {
    const [step] = stepsOf([
      entered('Pause'),
      event('TaskFailed', { error: 'NotYetError', cause: '{"errorMessage":"no word yet"}' }),
      succeeded({}),
      event('TaskStateExited'),
    ]);

    expect(step).toEqual({ name: 'Pause', status: 'succeeded', startedAt: 1, endedAt: 4, output: {} });
  });

  it('have failed when what failed was caught, or ended the execution', () => {
    const failed = event('TaskFailed', { error: 'Boom', cause: '{"errorMessage":"no","trace":[]}' });
    const caught = stepsOf([entered('A'), failed, event('TaskStateExited'), entered('B')]);
    const uncaught = stepsOf([entered('A'), failed, event('ExecutionFailed', { error: 'Boom' })]);
    const late = stepsOf([entered('A'), event('TaskTimedOut'), event('ExecutionTimedOut')]);

    expect(caught).toMatchObject([{ status: 'failed', error: 'Boom', cause: 'no' }, { status: 'running' }]);
    expect(uncaught).toMatchObject([{ status: 'failed', error: 'Boom', cause: 'no', endedAt: 6 }]);
    expect(late).toMatchObject([{ status: 'failed', error: 'TaskTimedOut' }]);
  });

  it('are aborted where the execution was', () => {
    expect(stepsOf([entered('A'), event('ExecutionAborted', { error: 'Stopped' })])).toMatchObject([
      { status: 'aborted', error: 'Stopped', endedAt: 2 },
    ]);
  });

  it('of nothing, or of broken output, are nothing to fail at', () => {
    expect(stepsOf([])).toEqual([]);
    expect(stepsOf([entered('A'), event('TaskSucceeded', { output: '{' })])).toMatchObject([{ name: 'A' }]);
  });
});
