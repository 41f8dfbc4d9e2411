import { AwsError } from '../../../../../local/aws-endpoint/aws-error.ts';
import type { MovableClock } from '../../../../../local/clock/clock.ts';
import { createMovableClock } from '../../../../../local/clock/movable-clock.ts';
import type { Resource } from '../../../../../local/cloud-assembly/resource.ts';
import type { ServiceEvent } from '../../../../../local/events/event-bridge-api.ts';
import type { Invocation } from '../../../../../local/lambda/invoker.ts';
import type { Json } from '../../../../../local/states/json.ts';
import type { CallAws, States, StatesOptions } from '../../../../../local/states/states-api.ts';
import { createStates } from '../../../../../local/states/states.ts';
import { willBeValidated } from './accepted-elsewhere.ts';

export const START = Date.parse('2026-03-01T12:00:00.000Z');
export const ROLE_ARN = 'arn:aws:iam::123456789012:role/machine';

/** What a function does: answers, throws a FunctionError, or an AwsError of the Lambda service. */
export type FunctionBody = (payload: Json) => Json | Promise<Json>;

/** Makes a function fail as a thrown error of that name does. */
export class FunctionError extends Error {
  readonly errorType: string;

  constructor(errorType: string, message = 'thrown by the function') {
    super(message);
    this.errorType = errorType;
  }
}

export interface StackOptions {
  readonly functions?: Readonly<Record<string, FunctionBody>>;
  readonly callAws?: CallAws;
  readonly clock?: MovableClock;
  readonly options?: Partial<StatesOptions>;
  /** What the machine is called in the template; `machine` unless given. */
  readonly named?: string;
  /** For machines that the other validators do not know to be right. */
  readonly unchecked?: boolean;
}

export type Event = Readonly<Record<string, unknown>> & {
  readonly id: number;
  readonly type: string;
  readonly timestamp: number;
};

export interface Stack {
  readonly states: States;
  readonly clock: MovableClock;
  /** Payloads by the order of calls, with the second of the call. */
  readonly calls: { readonly functionName: string; readonly payload: Json; readonly second: number }[];
  readonly statusChanges: ServiceEvent[];
  /** Starts the machine and lets it run until it waits. Returns the execution's ARN. */
  start(input?: Json, name?: string): Promise<string>;
  /** Moves the clock by seconds. */
  pass(seconds: number): Promise<void>;
  call(operation: string, input: object): Promise<Readonly<Record<string, unknown>>>;
  describe(executionArn: string): Promise<Readonly<Record<string, unknown>>>;
  history(executionArn: string): Promise<readonly Event[]>;
}

export function arnOf(name: string): string {
  return `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
}

export function aStateMachine(name: string, definition: object, properties: object = {}): Resource {
  return {
    logicalId: name,
    type: 'AWS::StepFunctions::StateMachine',
    physicalId: arnOf(name),
    properties: { RoleArn: ROLE_ARN, DefinitionString: JSON.stringify(definition), ...properties },
  };
}

/** Step Functions with one machine, on a clock that stands still. */
export function aStack(definition: object, stackOptions: StackOptions = {}): Stack {
  const { functions = {}, callAws = () => Promise.resolve({}), options, unchecked } = stackOptions;
  const clock = stackOptions.clock ?? createMovableClock({ running: false, startAt: START });
  if (unchecked !== true) willBeValidated(definition);
  const calls: Stack['calls'] = [];
  const statusChanges: ServiceEvent[] = [];
  const states = createStates({
    clock,
    environment: { account: '123456789012', region: 'us-east-1' },
    invoker: {
      invoke: (functionName, text) => {
        const payload = JSON.parse(text) as Json;
        calls.push({ functionName, payload, second: (clock.now() - START) / 1000 });
        return invoke(functions[functionName], payload);
      },
    },
    callAws,
    onStatusChange: (event) => {
      statusChanges.push(event);
    },
    random: () => 0.5,
    ...options,
  });
  states.provision([aStateMachine(stackOptions.named ?? 'machine', definition)]);
  return { states, clock, calls, statusChanges, ...controls(states, clock) };
}

function controls(states: States, clock: MovableClock) {
  const call: Stack['call'] = async (operation, input) =>
    (await states.service.call({
      operation,
      input: { ...input },
      principal: { arn: 'local:root' },
    })) as Readonly<Record<string, unknown>>;
  return {
    call,
    start: async (input: Json = {}, name?: string) => {
      const request = {
        stateMachineArn: arnOf('machine'),
        input: JSON.stringify(input),
        ...(name && { name }),
      };
      const { executionArn } = await states.startExecution(request);
      await clock.advance(0);
      return executionArn;
    },
    pass: async (seconds: number) => {
      // The clock looks for timers before it moves: states that are on their way must set theirs first.
      await clock.advance(0);
      await clock.advance(seconds * 1000);
    },
    describe: (executionArn: string) => call('DescribeExecution', { executionArn }),
    history: async (executionArn: string) => {
      const { events } = await call('GetExecutionHistory', { executionArn, maxResults: 1000 });
      return events as readonly Event[];
    },
  };
}

let requests = 0;

async function invoke(body: FunctionBody | undefined, payload: Json): Promise<Invocation> {
  requests += 1;
  const requestId = `request-${requests}`;
  if (!body) throw new AwsError('ResourceNotFoundException', 'Function not found', { statusCode: 404 });
  try {
    return { payload: JSON.stringify(await body(payload)), requestId };
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    const { errorType, message } = error;
    return {
      payload: JSON.stringify({ errorType, errorMessage: message, trace: [] }),
      functionError: 'Unhandled',
      requestId,
    };
  }
}
