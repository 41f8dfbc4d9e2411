/** How often each machine goes round. A history holds 25,000 events, and a round of the second makes seven. */
export const ROUNDS = 1_000;

/** A Choice and what it sends back to: two states a round. */
const loop = (first: string, counted: object) => ({
  QueryLanguage: 'JSONata',
  StartAt: first,
  States: {
    [first]: { ...counted, Next: 'Another?' },
    'Another?': {
      Type: 'Choice',
      Choices: [{ Condition: `{% $states.input.round < ${ROUNDS} %}`, Next: first }],
      Default: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
});

export const passLoop = loop('Count', { Type: 'Pass', Output: { round: '{% $states.input.round + 1 %}' } });

export const taskLoop = loop('Work', {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'work', Payload: '{% $states.input %}' },
  Output: { round: '{% $states.result.Payload.round + 1 %}' },
});

/** That an execution of either visits. */
export const STATES_VISITED = 2 * ROUNDS + 1;
