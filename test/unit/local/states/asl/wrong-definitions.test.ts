import { aGroup, aMachine, aTask } from '../support/a-machine.ts';
import { problemsOf } from '../support/problems.ts';

const only = (state: object) => aMachine({ A: state });
const pass = { Type: 'Pass', End: true };

describe('what is wrong is refused', () => {
  it.each([
    ['no JSON', '{', 'JSON'],
    ['JSON nested too deeply', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'nesting depth (5000)'],
    ['no object', '[]', 'Definition must be a valid JSON object'],
    ['no States', { QueryLanguage: 'JSONata', StartAt: 'A' }, 'These fields are required: [States]'],
    ['no StartAt', { QueryLanguage: 'JSONata', States: { A: pass } }, 'These fields are required: [StartAt]'],
    ['StartAt nowhere', { ...aMachine({ A: pass }), StartAt: 'B' }, "StartAt is 'B'"],
    [
      'a catcher that leads nowhere',
      only(aTask({ Catch: [{ ErrorEquals: ['E'], Next: 'X' }] })),
      "It leads to 'X'",
    ],
    ['a state that nothing leads to', aMachine({ A: pass, B: pass }), '/States/B: No other state leads here'],
    ['neither Next nor End', only({ Type: 'Pass' }), 'must have either Next or "End": true'],
    [
      'Next and End',
      aMachine({ A: { ...pass, Next: 'B' }, B: pass }),
      'must have either Next or "End": true',
    ],
    ['an End that is false', only({ Type: 'Pass', End: false }), 'must have either Next or "End": true'],
    [
      'a name used twice',
      aMachine({ A: { Type: 'Parallel', Branches: [aGroup({ A: pass })], End: true } }),
      'State names must be unique',
    ],
    ['a long name', aMachine({ ['x'.repeat(81)]: pass }), 'at most 80 characters'],
    [
      'no Choices',
      aMachine({ A: { Type: 'Choice', Choices: [], Default: 'B' }, B: pass }),
      'Choices must not be empty',
    ],
    ['no Branches', only({ Type: 'Parallel', Branches: [], End: true }), 'Branches must not be empty'],
    [
      'a condition that is text',
      aMachine({ A: { Type: 'Choice', Choices: [{ Condition: 'yes', Next: 'B' }] }, B: pass }),
      'Condition must be true, false, or JSONata',
    ],
    [
      'Seconds and Timestamp',
      only({ Type: 'Wait', Seconds: 1, Timestamp: '2030-01-01T00:00:00Z', End: true }),
      'either Seconds or Timestamp',
    ],
    [
      'a timestamp without offset',
      only({ Type: 'Wait', Timestamp: '2030-01-01T00:00:00', End: true }),
      'Timestamp must be ISO-8601',
    ],
    ['half a second', only({ Type: 'Wait', Seconds: 0.5, End: true }), 'Seconds must be an integer'],
    ['a time-out of 0', only(aTask({ TimeoutSeconds: 0 })), 'TimeoutSeconds must be an integer from 1'],
    [
      'a heartbeat slower than the time-out',
      only(aTask({ TimeoutSeconds: 5, HeartbeatSeconds: 5 })),
      'must be smaller than TimeoutSeconds',
    ],
    [
      'States.ALL with others',
      only(aTask({ Retry: [{ ErrorEquals: ['States.ALL', 'E'] }] })),
      "'States.ALL' must stand alone",
    ],
    [
      'States.ALL before others',
      only(aTask({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['E'] }] })),
      "'States.ALL' must stand alone",
    ],
    [
      'a States. name of nobody',
      only(aTask({ Retry: [{ ErrorEquals: ['States.Oops'] }] })),
      "'States.Oops' is no predefined error name",
    ],
    [
      'no error names',
      only(aTask({ Retry: [{ ErrorEquals: [] }] })),
      'ErrorEquals must be a list of at least one string',
    ],
    [
      'a shrinking backoff',
      only(aTask({ Retry: [{ ErrorEquals: ['E'], BackoffRate: 0.5 }] })),
      'BackoffRate must be a number of at least 1',
    ],
    [
      'an unknown jitter',
      only(aTask({ Retry: [{ ErrorEquals: ['E'], JitterStrategy: 'SOME' }] })),
      'JitterStrategy must be FULL or NONE',
    ],
    [
      'a delay below the interval',
      only(aTask({ Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 5, MaxDelaySeconds: 5 }] })),
      'larger than IntervalSeconds',
    ],
    [
      'a lambda without FunctionName',
      only(aTask({ Arguments: { Payload: {} } })),
      'lambda:invoke needs FunctionName',
    ],
    [
      'JSONata that does not parse',
      only({ ...pass, Output: '{% 1 + %}' }),
      "'{% 1 + %}' is not valid JSONata",
    ],
    [
      'JSONata that does not end',
      only({ ...pass, Output: { a: ['{% 1'] } }),
      "/States/A/Output/a/0: '{% 1' must begin with",
    ],
    ['blanks around JSONata', only({ ...pass, Output: ' {% 1 %}' }), "must begin with '{%'"],
    ['an Assign that is no object', only({ ...pass, Assign: '{% 1 %}' }), 'Assign must be an object'],
    [
      'a variable named states',
      only({ ...pass, Assign: { states: 1 } }),
      "The variable name 'states' is reserved",
    ],
    ['a variable that is no name', only({ ...pass, Assign: { 'a-b': 1 } }), "'a-b' is no variable name"],
    [
      'a machine that never times out',
      aMachine({ A: pass }, { TimeoutSeconds: 0 }),
      '/TimeoutSeconds: TimeoutSeconds must be an integer',
    ],
    ['another version', aMachine({ A: pass }, { Version: '2.0' }), 'Version must be 1.0'],
    ['a state that is no object', aMachine({ A: 'Pass' as unknown as object }), 'A state must be an object'],
  ])('%s', (_, machine, sentence) => {
    expect(problemsOf(machine).join('\n')).toContain(sentence);
  });

  it('assigning inside a scope what is assigned around it', () => {
    const machine = aMachine({
      A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
      B: {
        Type: 'Map',
        Items: [1],
        ItemProcessor: aGroup({ C: { ...pass, Assign: { x: 2, y: 3 } } }),
        End: true,
      },
    });

    expect(problemsOf(machine)).toEqual([
      "/C/Assign/x: The state 'C' assigns 'x', a variable of the scope around it",
    ]);
  });

  it('a definition of more than 1 MB', () => {
    expect(problemsOf(only({ ...pass, Comment: 'x'.repeat(1024 * 1024) }))).toEqual([
      '/: The definition is larger than 1048576 bytes',
    ]);
  });

  it('a state named Comment is a state like others', () => {
    expect(problemsOf(aMachine({ Comment: pass }))).toEqual([]);
    expect(problemsOf(aMachine({ A: { ...pass, Comment: 7 } }))).toEqual([
      '/States/A/Comment: Comment must be a string, not 7',
    ]);
  });
});
