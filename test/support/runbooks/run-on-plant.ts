import * as v from 'valibot';
import { compileRunbook } from '../../../cdk/runbooks/compile-runbook.ts';
import { signalsJson } from '../../../cdk/runbooks/signals-json.ts';
import { signalActions } from '../../../functions/shared/actions/signals/actions.ts';
import { targetActions } from '../../../functions/shared/actions/targets/actions.ts';
import { incidentActions } from '../../../functions/shared/actions/incident.ts';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { runbooksOf } from '../../../lib/config/runbooks.ts';
import type { TimelineLine } from '../../../lib/contracts/incident-item.ts';
import type { ExecutionMode } from '../../../lib/contracts/runbook-execution.ts';
import { stepRequest, type StepRequest } from '../../../lib/contracts/runbook-step.ts';
import { signalDefinitions, SIGNALS_FILE } from '../../../lib/contracts/signal-definitions.ts';
import { planStep, runStep, type StepDependencies } from '../../../lib/runbooks/run-step.ts';
import type { Json } from '../../../local/states/json.ts';
import { aStack, FunctionError, type Stack } from '../../unit/local/states/support/a-stack.ts';
import { statesOf } from '../../unit/local/states/support/history.ts';
import { anExecution } from './a-step.ts';
import type { TargetPlant } from './target-plant.ts';

const config = loadConfig({ folder: 'configs', stage: 'local' });
const signals = v.parse(
  signalDefinitions,
  JSON.parse(signalsJson(config, 'Artisan/local')[SIGNALS_FILE] ?? '[]'),
);

/** An error that a step ends in: instead of what it would do, or after it has done it. */
export interface Failure {
  readonly step: string;
  readonly is: 'before' | 'after';
  readonly error?: string;
  /** How often. Default: at every try. */
  readonly times?: number;
}

export interface RunOptions {
  readonly mode?: ExecutionMode;
  readonly failure?: Failure;
  readonly decision?: 'approved' | 'ApprovalRejectedError' | 'ApprovalExpiredError';
}

export interface Ran {
  readonly status: unknown;
  readonly error: unknown;
  readonly cause: string;
  readonly states: readonly string[];
  /** How often a person was asked. */
  readonly asked: number;
  readonly lines: readonly TimelineLine[];
  /** Text of what was planned or done, in order. */
  readonly texts: readonly string[];
  readonly gaps: readonly string[];
  /** From beginning to end. */
  readonly seconds: number;
}

/** Runs a shipped runbook's machine with the real actions on a plant. The clock stands still but for its waits. */
export async function runOnPlant(id: string, plant: TargetPlant, options: RunOptions = {}): Promise<Ran> {
  const runbook = runbooksOf(config).find((known) => known.id === id);
  if (!runbook) throw new Error(`There is no runbook ${id}`);
  const { mode = 'live', failure, decision = 'approved' } = options;
  const lines: TimelineLine[] = [];
  const texts: string[] = [];
  const gaps: string[] = [];
  const tokens: string[] = [];
  let asked = 0;
  let failed = 0;
  const mayFail = async <T>(request: StepRequest, work: () => Promise<T>): Promise<T> => {
    const isMeant = failure?.step === request.step.id && failed < (failure.times ?? Infinity);
    if (isMeant && failure.is === 'before') {
      failed += 1;
      throw new FunctionError(failure.error ?? 'TargetRefusedError', 'made to fail');
    }
    const result = await asFunction(work);
    if (!isMeant) return result;
    failed += 1;
    throw new FunctionError(failure.error ?? 'TargetRefusedError', 'made to fail');
  };
  const functions = {
    steps: '',
    plans: '',
    gate: '',
  };
  const stack: Stack = aStack(
    compileRunbook(runbook, {
      functions: { steps: 'steps', plans: 'plans', approvalGate: 'gate' },
      approvalTimeoutSeconds: 3_600,
    }),
    {
      functions: {
        ...functions,
        steps: async (payload) => {
          const request = v.parse(stepRequest, payload);
          const result = await mayFail(request, () => runStep(deps(), request));
          texts.push(`${request.step.name}: ${result.text}`);
          return result as unknown as Json;
        },
        plans: async (payload) => {
          const request = v.parse(stepRequest, payload);
          const plan = await mayFail(request, () => planStep(deps(), request));
          texts.push(`${request.step.name}: ${plan.text}`);
          gaps.push(...(plan.gaps ?? []));
          return plan as unknown as Json;
        },
        gate: (payload) => {
          const { operation, token } = payload as { operation: string; token?: string };
          if (operation === 'ask') asked += 1;
          if (token !== undefined) tokens.push(token);
          else if (decision !== 'approved') throw new FunctionError(decision, 'decided so');
          return { approval_id: 'A', decided_by: 'someone' };
        },
      } as never,
    },
  );
  const deps = (): StepDependencies => ({
    actions: {
      ...incidentActions,
      ...targetActions(plant.targets),
      ...signalActions({ figures: plant.figures, signals: () => signals }),
    },
    clock: stack.clock,
    locks: { renew: () => Promise.resolve() },
    timeline: {
      append: (_incident, line) => {
        if (!lines.some((known) => known.id === line.id)) lines.push(line);
        return Promise.resolve();
      },
    },
    leaseMs: 900_000,
  });
  const begin = stack.clock.now();
  const input = anExecution({ runbook: id, mode, resource: runbook.resource, input: {} });
  const arn = await stack.start(input as unknown as Json);
  for (let moves = 0; moves < 500; moves += 1) {
    if ((await stack.describe(arn))['status'] !== 'RUNNING') break;
    const taskToken = tokens.shift();
    if (taskToken !== undefined) await stack.call('SendTaskSuccess', { taskToken, output: '{}' });
    await stack.pass(5);
  }
  const { status, error, cause } = await stack.describe(arn);
  return {
    ...{ status, error, cause: String(cause ?? ''), asked, lines, texts, gaps },
    states: await statesOf(stack, arn),
    seconds: (stack.clock.now() - begin) / 1_000,
  };
}

/** An error leaves a function by its name and its message. */
async function asFunction<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) throw new FunctionError(error.name, error.message);
    throw error;
  }
}
