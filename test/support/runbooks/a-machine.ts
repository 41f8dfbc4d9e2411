import { compileRunbook } from '../../../cdk/runbooks/compile-runbook.ts';
import type { Definition } from '../../../cdk/runbooks/definition.ts';
import type { Json, JsonObject } from '../../../local/states/json.ts';
import type { Callback, GateRequest } from '../../../lib/contracts/approval-gate.ts';
import type { ExecutionInput } from '../../../lib/contracts/runbook-execution.ts';
import type { StepRequest } from '../../../lib/contracts/runbook-step.ts';
import type { Runbook } from '../../../lib/contracts/runbook.ts';
import { aStack, FunctionError, type Stack } from '../../unit/local/states/support/a-stack.ts';
import { statesOf } from '../../unit/local/states/support/history.ts';
import { anExecution } from './a-step.ts';

const FUNCTIONS = { steps: 'steps', plans: 'plans', approvalGate: 'gate' };

export function compiled(runbook: Runbook): Definition {
  return compileRunbook(runbook, { functions: FUNCTIONS, approvalTimeoutSeconds: 3_600 });
}

/** What a step does when it is called for the n-th time (from 1): gives an output, or throws by the error's name. */
export type Behaviour = (call: number) => Readonly<Record<string, unknown>>;

export interface MachineOptions {
  /** By step id. Default: succeeds, with what the sample's later steps read. */
  readonly acts?: Readonly<Record<string, Behaviour>>;
  readonly plans?: Readonly<Record<string, Behaviour>>;
  /** What the gate says, by `operation` and the number of the asking. Default: asked, and approved. */
  readonly confirm?: (asking: number) => string | undefined;
  readonly ask?: (asking: number) => string | undefined;
  /** How the task is closed that waits for somebody. */
  readonly answer?: Callback;
}

export interface RunMachine {
  readonly stack: Stack;
  readonly status: string;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly output: unknown;
  /** Names of the states, in the order they were entered. */
  readonly states: readonly string[];
  /** Ids of the steps that were called to act, with each try. */
  readonly acted: readonly string[];
  readonly planned: readonly string[];
  /** Whether the gate was asked, or asked to confirm. */
  readonly gate: readonly string[];
  /** What the gate was told of how the asking tasks were closed. */
  readonly callbacks: readonly (Callback | undefined)[];
  readonly requests: readonly StepRequest[];
}

const OUTPUT = { met: true, step: 4_500, attempt: 1, sha256: 'ab'.repeat(32), lr_multiplier: 1 };

/** Runs a runbook's machine on the local interpreter; its waits pass at once. */
export async function runMachine(
  runbook: Runbook,
  options: MachineOptions = {},
  input: Partial<ExecutionInput> = {},
): Promise<RunMachine> {
  const acted: string[] = [];
  const planned: string[] = [];
  const gate: string[] = [];
  const callbacks: (Callback | undefined)[] = [];
  const requests: StepRequest[] = [];
  const tokens: string[] = [];
  const stack = aStack(compiled(runbook), {
    functions: {
      steps: (payload) => {
        const request = payload as unknown as StepRequest;
        requests.push(request);
        acted.push(request.step.id);
        return respond(options.acts, request, acted);
      },
      plans: (payload) => {
        const request = payload as unknown as StepRequest;
        requests.push(request);
        planned.push(request.step.id);
        const plan = respond(options.plans, request, planned);
        const { is_needed = true } = plan['output'] as { is_needed?: boolean };
        return { plan_hash: 'hash', facts: {}, is_needed, ...plan };
      },
      gate: (payload) => {
        const request = payload as unknown as GateRequest;
        gate.push(`${request.operation} ${request.asking}`);
        if (request.operation === 'confirm') callbacks.push(request.callback);
        const error = (request.operation === 'ask' ? options.ask : options.confirm)?.(request.asking);
        if (error !== undefined) throw new FunctionError(error);
        if (request.operation === 'ask') tokens.push(request.token);
        return { approval_id: 'A', decided_by: 'someone' };
      },
    },
  });
  const ofSample = anExecution({ input: { thing_id: 'first' } });
  const arn = await stack.start({ ...ofSample, ...input } as unknown as Json);
  await letPass(stack, arn, { tokens, answer: options.answer ?? 'success' });
  const { status, error, cause, output } = await stack.describe(arn);
  return {
    stack,
    status: String(status),
    error: error as string | undefined,
    cause: cause as string | undefined,
    output,
    states: await statesOf(stack, arn),
    ...{ acted, planned, gate, callbacks, requests },
  };
}

function respond(
  behaviours: MachineOptions['acts'],
  { step: { id } }: StepRequest,
  calls: readonly string[],
): JsonObject {
  const does: Behaviour = behaviours?.[id] ?? (() => OUTPUT);
  const result = does(calls.filter((called) => called === id).length);
  if (typeof result['error'] === 'string') throw new FunctionError(result['error'], `${id} went wrong`);
  return { text: `${id} done`, summary: `${id} planned`, output: result as Json };
}

/** Closes each asking task, and moves the clock whenever the machine waits for it. */
async function letPass(
  stack: Stack,
  arn: string,
  { tokens, answer }: { readonly tokens: string[]; readonly answer: Callback },
): Promise<void> {
  const answers = {
    success: (taskToken: string) => stack.call('SendTaskSuccess', { taskToken, output: '{}' }),
    failure: (taskToken: string) =>
      stack.call('SendTaskFailure', { taskToken, error: 'No', cause: 'by hand' }),
  };
  for (let moves = 0; moves < 2_000; moves += 1) {
    const { status } = await stack.describe(arn);
    if (status !== 'RUNNING') return;
    const taskToken = tokens.shift();
    if (taskToken !== undefined) await answers[answer](taskToken);
    await stack.pass(1);
  }
}
