import type { PlannedStep, StepRequest, StepResult } from '../contracts/runbook-step.ts';
import { actingMs } from '../contracts/acting-time.ts';
import type { Clock } from '../shared/clock.ts';
import { derivedUlid } from '../shared/derived-id.ts';
import type { Actions, ActingContext, BoundAction, Permit, StepContext } from './action.ts';
import { ownIncident } from './own-incident.ts';
import { planHash } from './plan-hash.ts';
import { NotLiveError, UnknownActionError } from './setup-errors.ts';
import { NotYetError, PlanChangedError, StepTimeoutError, TryOverError } from './step-errors.ts';
import type { StepLocks } from './ports.ts';
import type { StepTimeline } from './step-ports.ts';

export interface PlanDependencies {
  readonly actions: Actions;
  readonly clock: Clock;
}

export interface StepDependencies extends PlanDependencies {
  readonly locks: StepLocks;
  readonly timeline: StepTimeline;
  /** How long the lock is held after a step that may be the last one to be heard of. */
  readonly leaseMs: number;
}

/**
 * The last try comes when the time is over by the state machine's clock, which entered the state. Ours may be behind:
 * Amazon Time Sync keeps both within milliseconds.
 */
const CLOCKS_APART_MS = 500;

/** What the step would do. Writes nothing. */
export async function planStep(dependencies: PlanDependencies, request: StepRequest): Promise<PlannedStep> {
  const action = actionOf(dependencies.actions, request);
  const isLive = request.execution.mode === 'live';
  const unmet = whyNotNeeded(request);
  if (unmet !== undefined && isLive) return nothingOf(request, unmet);
  const plan = await planOf(action, contextOf(dependencies.clock, request), request);
  const reason = unmet ?? plan.not_needed;
  if (reason === undefined) return plan;
  if (isLive) return nothingOf(request, reason);
  // Rehearsed all the same: what it would do is wanted before the day on which it is needed.
  const summary = `${reason}. Else: ${plan.summary}`;
  return { ...plan, summary, text: summary, is_needed: false };
}

/**
 * Does the step, as long as the execution holds its lock, and says so in the incident. Repeatable.
 * @throws NotLiveError, LockLostError, TryOverError, PlanChangedError, NotYetError, StepTimeoutError, and what the action
 * throws
 */
export async function runStep(dependencies: StepDependencies, request: StepRequest): Promise<StepResult> {
  const { execution, step } = request;
  if (execution.mode !== 'live') throw new NotLiveError(execution.mode, step.name);
  const action = actionOf(dependencies.actions, request);
  const asked = contextOf(dependencies.clock, request);
  const hold = holding(dependencies, asked, request);
  const context = { ...asked, permit: permitFor(dependencies.clock, request, hold) };
  await hold();
  const reason = whyNotNeeded(request);
  const result =
    reason === undefined
      ? await inTime(context, request, async () => apply(action, context, request))
      : { text: reason, output: SKIPPED };
  await tell(dependencies, request, result);
  return result;
}

/** Checks that the lock is held, and holds it beyond the step. */
function holding(
  { clock, locks, leaseMs }: StepDependencies,
  { deadline }: StepContext,
  { execution: { resource, execution_id: owner, fence } }: StepRequest,
): () => Promise<void> {
  const until = Math.max(deadline, clock.now()) + leaseMs;
  return () => locks.renew({ resource, owner, fence }, until);
}

/** Counted from now on, the first moment of the try that a function knows. */
function permitFor(clock: Clock, { step }: StepRequest, hold: () => Promise<void>): Permit {
  const forMs = actingMs(step.timeout_seconds);
  const until = clock.now() + forMs;
  return {
    until,
    confirm: async () => {
      await hold();
      if (clock.now() >= until) throw new TryOverError(step.name, forMs);
    },
  };
}

async function apply(action: BoundAction, context: ActingContext, request: StepRequest): Promise<StepResult> {
  const { step, execution, approved_plan_hash: approved } = request;
  const effectId = effectIdOf(execution.execution_id, step.id, Date.parse(execution.trigger.at));
  if (approved !== undefined && !(await action.isApplied?.(context, step.inputs, effectId))) {
    const { plan_hash, summary, not_needed: reason } = await planOf(action, context, request);
    if (reason !== undefined) return { text: reason, output: SKIPPED };
    if (plan_hash !== approved) throw new PlanChangedError(step.name, summary);
    await context.permit.confirm();
  }
  return action.apply(context, step.inputs, effectId);
}

async function planOf(
  action: BoundAction,
  context: StepContext,
  { step, execution }: StepRequest,
): Promise<PlannedStep> {
  const plan = await action.plan(context, step.inputs);
  const { resource } = execution;
  return {
    ...plan,
    text: plan.summary,
    plan_hash: planHash({ action: step.action, resource, facts: plan.facts }),
    is_needed: true,
  };
}

const SKIPPED = { skipped: true } as const;

/** Undefined where the step has no condition, or it holds. */
function whyNotNeeded({ step: { when } }: StepRequest): string | undefined {
  return when === undefined || when.holds ? undefined : `not needed, since this is not so: ${when.condition}`;
}

function nothingOf({ step, execution }: StepRequest, reason: string): PlannedStep {
  const nothing = { action: step.action, resource: execution.resource, facts: SKIPPED };
  return {
    ...{ summary: reason, text: reason, facts: SKIPPED, output: SKIPPED },
    plan_hash: planHash(nothing),
    is_needed: false,
  };
}

function actionOf(actions: Actions, { step }: StepRequest): BoundAction {
  const known = new Map(Object.entries(actions));
  const action = known.get(step.action);
  if (action === undefined) throw new UnknownActionError(step.action, [...known.keys()]);
  return action;
}

function contextOf(clock: Clock, { execution, step, entered_at }: StepRequest): StepContext {
  const enteredAt = Date.parse(entered_at);
  return {
    execution,
    enteredAt,
    deadline: enteredAt + step.timeout_seconds * 1_000 - CLOCKS_APART_MS,
    clock,
  };
}

/** Nobody tries again after the last try: whoever would still wait then has failed. */
async function inTime<T>(
  { clock, deadline }: StepContext,
  { step }: StepRequest,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NotYetError) || clock.now() < deadline) throw error;
    throw new StepTimeoutError(step.name, step.timeout_seconds, error);
  }
}

/** The same in each try, and after a redrive: what bears it already is not done again. */
function effectIdOf(executionId: string, stepId: string, time: number): string {
  return derivedUlid(time, executionId, stepId);
}

async function tell(
  { timeline, clock }: StepDependencies,
  { execution, step, entered_at }: StepRequest,
  result: StepResult,
): Promise<void> {
  const { text, needsPerson = false, calls = false } = result;
  const stays = isUndone(result) ? undefined : step.stays;
  const { incident_id, execution_id } = execution;
  if (incident_id === undefined) return;
  // Whoever is called has just been paged where the incident begins with this execution. One that stands is somebody's
  // by now, who has answered for what was wrong then.
  const notify = calls && incident_id !== ownIncident(execution_id) ? 'escalated' : 'warning';
  await timeline.append(incident_id, {
    id: derivedUlid(Date.parse(entered_at), execution_id, step.id),
    at: clock.now(),
    ...(needsPerson ? ({ kind: 'warning', notify } as const) : ({ kind: 'step' } as const)),
    text: `${step.name}: ${text}${stays === undefined ? '' : `. ${stays}`}`,
    ...(stays !== undefined && { stays }),
    actor: `runbook:${execution.runbook}`,
    execution_id,
  });
}

/**
 * Whether it is known that no try has changed anything. Where there was nothing to do it is not: the change may be one of
 * an earlier try, whose answer was lost.
 */
function isUndone({ output: { skipped, outcome } }: StepResult): boolean {
  return skipped === true || outcome === 'not_configured';
}
