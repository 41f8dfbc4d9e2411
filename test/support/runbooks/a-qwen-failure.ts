import { incidentActions } from '../../../functions/shared/actions/incident.ts';
import { modelActions } from '../../../functions/shared/actions/models/actions.ts';
import type { ModelActionDependencies } from '../../../functions/shared/actions/models/dependencies.ts';
import type { Breaker } from '../../../lib/breakers/breaker.ts';
import type { TimelineLine } from '../../../lib/contracts/incident-item.ts';
import type { HeldLock } from '../../../lib/contracts/lock-item.ts';
import type { ExecutionInput } from '../../../lib/contracts/runbook-execution.ts';
import type { StepRequest } from '../../../lib/contracts/runbook-step.ts';
import { LockLostError } from '../../../lib/runbooks/lock-errors.ts';
import { ownIncident } from '../../../lib/runbooks/own-incident.ts';
import { planStep, runStep, type StepDependencies } from '../../../lib/runbooks/run-step.ts';
import type { Figure, FigureQuery } from '../../../lib/signals/ports.ts';
import { StoreDeniedError } from '../../../lib/shared/store-errors.ts';
import type { Json } from '../../../local/states/json.ts';
import { aStack, FunctionError, START, type Stack } from '../../unit/local/states/support/a-stack.ts';
import { InMemoryBreakerStore } from '../breakers/fakes.ts';
import { aHealthCheck } from '../health/checks.ts';
import { InMemoryHealthStore } from '../health/in-memory-health-store.ts';
import { aTrafficConfig, InMemorySettingsStore } from '../traffic/fakes.ts';
import { compiled } from './a-machine.ts';
import { anExecution } from './a-step.ts';
import { shippedRunbook } from './sample.ts';
import { shippedSignals } from '../signals/shipped-signals.ts';

export const MODEL = 'qwen';
export const QWEN_RESOURCE = `model#${MODEL}`;

/** What CloudWatch has of the figures behind alarms: nothing, if nobody says so. */
interface Reported {
  figuresFor: (query: FigureQuery) => readonly Figure[];
}

/** Where a step's call goes wrong: before its action, or after its effect, when the answer gets lost. */
export type Fault = 'before' | 'after';

/**
 * The shipped runbook as its compiled state machine runs it, with its real actions over stores in memory, at a time that
 * only the machine moves. Qwen has failed three health checks, creative takes 15 s, balanced 3.2 s.
 */
export function aQwenFailure() {
  const config = aTrafficConfig();
  const runbook = shippedRunbook('qwen_failure_downshift');
  const breakers = new InMemoryBreakerStore();
  const settings = new InMemorySettingsStore();
  const health = new InMemoryHealthStore();
  const p95: Record<string, number> = { creative: 15_000, balanced: 3_200 };
  const reported: Reported = { figuresFor: () => [] };
  const published: Breaker[] = [];
  const lines: TimelineLine[] = [];
  const execution = anExecution({
    runbook: runbook.id,
    resource: QWEN_RESOURCE,
    incident_id: ownIncident(anExecution().execution_id),
    input: {},
    trigger: { kind: 'alarm', by: 'QwenHealthFailing', at: '2026-03-01T11:59:00.000Z' },
  });
  const lock: { held: HeldLock } = {
    held: { resource: QWEN_RESOURCE, owner: execution.execution_id, fence: execution.fence },
  };
  const faults = new Map<string, { readonly at: Fault; readonly error: string }>();
  const world: { now: () => number; stack?: Stack } = { now: () => world.stack?.clock.now() ?? START };
  const clock = { now: () => world.now() };
  const checkHeld = (claim: HeldLock) => {
    const { owner, fence } = lock.held;
    if (owner !== claim.owner || fence !== claim.fence) throw new LockLostError(claim);
  };
  let lastId = 0;
  const deps: ModelActionDependencies = {
    config,
    breakers,
    fencedBreakers: {
      transition: async (from, to, { changeId, lock: claim }) => {
        checkHeld(claim);
        return breakers.transition(from, to, changeId);
      },
    },
    health,
    settings,
    settingsUnder: (claim) => ({
      read: () => settings.read(),
      write: async (next, change) => {
        checkHeld(claim);
        await settings.write(next, change);
      },
    }),
    latency: {
      p95: () => Promise.resolve(p95),
      // Those of whole minutes.
      p95Since: (mode, { since, now }) =>
        Promise.resolve(Math.ceil(since / 60_000) < Math.floor(now / 60_000) ? p95[mode] : undefined),
    },
    signals: shippedSignals,
    figures: { read: (query) => Promise.resolve(reported.figuresFor(query)) },
    clock,
    ids: () => `id-${(lastId += 1)}`,
    publish: (breaker) => published.push(breaker),
  };
  const actions = { ...incidentActions, ...modelActions(deps) };
  const steps: StepDependencies = {
    actions,
    clock,
    leaseMs: 900_000,
    locks: {
      renew: async (claim) => {
        await Promise.resolve();
        checkHeld(claim);
      },
    },
    timeline: {
      append: (_incident, line) =>
        Promise.resolve(lines.some(({ id }) => id === line.id) || lines.push(line) > 0),
    },
  };

  const act = async (payload: Json): Promise<Json> => {
    const request = payload as unknown as StepRequest;
    const fault = faults.get(request.step.id);
    if (fault?.at === 'before') throw new FunctionError(fault.error, 'injected');
    const result = await named(runStep(steps, request));
    if (fault?.at === 'after') throw new FunctionError(fault.error, 'injected');
    return result as unknown as Json;
  };
  const plan = async (payload: Json): Promise<Json> =>
    (await named(planStep(steps, payload as unknown as StepRequest))) as unknown as Json;

  const fail = async (count = 3) => {
    for (let index = 1; index <= count; index += 1) {
      const dueAt = clock.now() - (count - index) * 30_000;
      await health.record(aHealthCheck({ model: MODEL, healthy: false, reason: 'answered 503', dueAt }));
    }
  };

  return {
    ...{
      breakers,
      settings,
      health,
      p95,
      reported,
      published,
      lines,
      lock,
      faults,
      deps,
      actions,
      execution,
      fail,
    },
    /** Starts the machine and lets it run to its end. `during`: before each second that passes. */
    run: async (
      over: Partial<ExecutionInput> = {},
      during: (second: number) => Promise<void> | void = () => undefined,
    ) => {
      const stack = aStack(compiled(runbook), { functions: { steps: act, plans: plan } });
      world.stack = stack;
      const arn = await stack.start({ ...execution, ...over } as unknown as Json);
      for (let second = 0; second < 1_000; second += 1) {
        if ((await stack.describe(arn))['status'] !== 'RUNNING') break;
        await during(second);
        await stack.pass(1);
      }
      const { status, error, cause } = await stack.describe(arn);
      const called = stack.calls.map(({ payload }) => (payload as unknown as StepRequest).step.id);
      return { status, error: error, cause: String(cause), called, stack };
    },
    /** What requests meet. */
    standing: () => {
      const { state, forced } = breakers.at(MODEL);
      return { breaker: state, forced: forced !== undefined, downshifts: settings.stored?.downshifts ?? {} };
    },
    /** Nothing may be written from now on: as under the role of who only plans. */
    refuseWrites: () => {
      const refuse = () => Promise.reject(new StoreDeniedError('control table', new Error('injected')));
      Object.assign(breakers, { transition: refuse, count: refuse, countCheck: refuse });
      Object.assign(settings, { write: refuse });
    },
  };
}

export type QwenFailure = ReturnType<typeof aQwenFailure>;

/** As Lambda tells Step Functions of an error: by its name and message. */
async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new FunctionError(error.name, error.message);
  }
}
