/** A JSONata machine out of its states; the first one is where it starts. */
export function aMachine(states: Readonly<Record<string, object>>, top: object = {}): object {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0] ?? '', States: states, ...top };
}

export const LAMBDA = 'arn:aws:states:::lambda:invoke';

/** A task that invokes a function and ends, unless told otherwise. */
export function aTask(fields: object = {}): object {
  return {
    Type: 'Task',
    Resource: LAMBDA,
    Arguments: { FunctionName: 'work', Payload: '{% $states.input %}' },
    Output: '{% $states.result.Payload %}',
    ...('Next' in fields ? {} : { End: true }),
    ...fields,
  };
}

/** A task that waits for its token to come back, and ends. */
export function aCallbackTask(fields: object = {}): object {
  return {
    Type: 'Task',
    Resource: `${LAMBDA}.waitForTaskToken`,
    Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
    ...('Next' in fields ? {} : { End: true }),
    ...fields,
  };
}

/** A group of states, for branches and processors. */
export function aGroup(states: Readonly<Record<string, object>>): object {
  return { StartAt: Object.keys(states)[0] ?? '', States: states };
}
