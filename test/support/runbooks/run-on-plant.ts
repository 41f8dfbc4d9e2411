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
import type { Clock } from '../../../lib/shared/clock.ts';
import { TargetUnavailableError } from '../../../lib/targets/errors.ts';
import type { Targets } from '../../../lib/targets/targets.ts';
import type { MovableClock } from '../../../local/clock/clock.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import type { Json } from '../../../local/states/json.ts';
import {
  aStack,
  FunctionError,
  START,
  type FunctionBody,
  type Stack,
} from '../../unit/local/states/support/a-stack.ts';
import { statesOf } from '../../unit/local/states/support/history.ts';
import { anExecution } from './a-step.ts';
import type { TargetPlant } from './target-plant.ts';

const config = loadConfig({ folder: 'configs', stage: 'local' });
const signals = v.parse(
  signalDefinitions,
  JSON.parse(signalsJson(config, 'Artisan/local')[SIGNALS_FILE] ?? '[]'),
);

/** An error that a step ends in: instead of what it would do, after it has done it, or as the target's answer is lost. */
export interface Failure {
  readonly step: string;
  readonly is: 'before' | 'after' | 'lost';
  readonly error?: string;
  /** How often. Default: at every try. */
  readonly times?: number;
}

export interface RunOptions {
  readonly mode?: ExecutionMode;
  readonly failure?: Failure;
  readonly decision?: 'approved' | 'ApprovalRejectedError' | 'ApprovalExpiredError';
  /** What happens while a person makes up their mind. */
  readonly whileAsked?: () => void;
  /** Default: one of its own, which stands still but for the machine's waits. */
  readonly clock?: MovableClock;
  /** Default: the plant's, which answer at once. */
  readonly targets?: Targets;
}

interface Seen {
  readonly lines: TimelineLine[];
  /** What was planned or done, in order. */
  readonly texts: string[];
  readonly gaps: string[];
  readonly tokens: string[];
  /** The step that is under way. */
  step: string;
  /** How often a person was asked. */
  asked: number;
}

export interface Ran extends Omit<Seen, 'tokens' | 'step'> {
  readonly status: unknown;
  readonly error: unknown;
  readonly cause: string;
  readonly states: readonly string[];
  /** From beginning to end. */
  readonly seconds: number;
}

/** Runs a shipped runbook's machine with the real actions on a plant. The clock stands still but for its waits. */
export async function runOnPlant(id: string, plant: TargetPlant, options: RunOptions = {}): Promise<Ran> {
  const runbook = runbooksOf(config).find((known) => known.id === id);
  if (!runbook) throw new Error(`There is no runbook ${id}`);
  const seen: Seen = { lines: [], texts: [], gaps: [], tokens: [], step: '', asked: 0 };
  const { clock = createMovableClock({ running: false, startAt: START }) } = options;
  const definition = compileRunbook(runbook, {
    functions: { steps: 'steps', plans: 'plans', approvalGate: 'gate' },
    approvalTimeoutSeconds: 3_600,
  });
  const stack = aStack(definition, { clock, functions: functionsOn(plant, { clock, seen, options }) });
  const { mode = 'live' } = options;
  const input = anExecution({ runbook: id, mode, resource: runbook.resource, input: {} });
  const arn = await stack.start(input as unknown as Json);
  await letPass(stack, arn, seen.tokens);
  const { status, error, cause } = await stack.describe(arn);
  return {
    ...{ ...seen, status, error, cause: typeof cause === 'string' ? cause : '' },
    states: await statesOf(stack, arn),
    seconds: (clock.now() - START) / 1_000,
  };
}

interface Surroundings {
  readonly clock: Clock;
  readonly seen: Seen;
  readonly options: RunOptions;
}

function functionsOn(
  plant: TargetPlant,
  { clock, seen, options }: Surroundings,
): Record<string, FunctionBody> {
  const { targets = plant.targets, failure } = options;
  const deps = dependenciesOn(plant, losing(targets, failure, seen), { clock, seen });
  const failing = createFailing(options.failure);
  return {
    steps: async (payload) => {
      const request = v.parse(stepRequest, payload);
      seen.step = request.step.id;
      const result = await failing(request, () => runStep(deps, request));
      seen.texts.push(`${request.step.name}: ${result.text}`);
      return result as unknown as Json;
    },
    plans: async (payload) => {
      const request = v.parse(stepRequest, payload);
      const plan = await failing(request, () => planStep(deps, request));
      seen.texts.push(`${request.step.name}: ${plan.text}`);
      seen.gaps.push(...(plan.gaps ?? []));
      return plan as unknown as Json;
    },
    gate: (payload) => {
      const { token } = payload as { token?: string };
      const { decision = 'approved' } = options;
      if (token === undefined && decision !== 'approved') throw new FunctionError(decision, 'decided so');
      if (token !== undefined) {
        seen.tokens.push(token);
        seen.asked += 1;
        options.whileAsked?.();
      }
      return { approval_id: 'A', decided_by: 'someone' };
    },
  };
}

function dependenciesOn(
  plant: TargetPlant,
  targets: Targets,
  { clock, seen: { lines } }: Pick<Surroundings, 'clock' | 'seen'>,
): StepDependencies {
  return {
    actions: {
      ...incidentActions,
      ...targetActions(targets),
      ...signalActions({ figures: plant.figures, signals: () => signals }),
    },
    clock,
    locks: { renew: () => Promise.resolve() },
    timeline: {
      append: (_incident, line) => {
        if (!lines.some((known) => known.id === line.id)) lines.push(line);
        return Promise.resolve();
      },
    },
    leaseMs: 900_000,
  };
}

/** The answers of one step's orders are lost, and what they order is done. */
function losing(targets: Targets, failure: Failure | undefined, seen: Pick<Seen, 'step'>): Targets {
  let left = failure?.times ?? Infinity;
  return {
    ...targets,
    apply: async (...order) => {
      const applied = await targets.apply(...order);
      if (failure?.is !== 'lost' || failure.step !== seen.step || left === 0) return applied;
      left -= 1;
      throw new TargetUnavailableError(order[0], 'no answer; it may have been done all the same');
    },
  };
}

/** Runs a step, unless it is the one that is made to fail. */
function createFailing(failure: Failure | undefined) {
  let left = failure?.times ?? Infinity;
  return async <T>({ step }: StepRequest, work: () => Promise<T>): Promise<T> => {
    const isMeant = failure?.step === step.id && failure.is !== 'lost' && left > 0;
    if (isMeant) left -= 1;
    const error = new FunctionError(failure?.error ?? 'TargetRefusedError', 'made to fail');
    if (isMeant && failure.is === 'before') throw error;
    const result = await asFunction(work);
    if (isMeant) throw error;
    return result;
  };
}

/** Approvals are decided as soon as they are asked for; five seconds pass between two looks. */
async function letPass(stack: Stack, arn: string, tokens: string[]): Promise<void> {
  for (let moves = 0; moves < 500; moves += 1) {
    if ((await stack.describe(arn))['status'] !== 'RUNNING') return;
    const taskToken = tokens.shift();
    if (taskToken !== undefined) await stack.call('SendTaskSuccess', { taskToken, output: '{}' });
    await stack.pass(5);
  }
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
