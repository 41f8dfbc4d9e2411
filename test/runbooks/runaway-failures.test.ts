import { incidentActions } from '../../functions/shared/actions/incident.ts';
import type { GateRequest } from '../../lib/contracts/approval-gate.ts';
import type { TimelineLine } from '../../lib/contracts/incident-item.ts';
import type { StepRequest } from '../../lib/contracts/runbook-step.ts';
import { planStep, runStep, type StepDependencies } from '../../lib/runbooks/run-step.ts';
import { createMovableClock } from '../../local/clock/movable-clock.ts';
import type { Json } from '../../local/states/json.ts';
import { compiled } from '../support/runbooks/a-machine.ts';
import { aRunaway, type Runaway } from '../support/runbooks/a-runaway.ts';
import { shippedRunbook } from '../support/runbooks/sample.ts';
import { aStack, FunctionError, type Stack } from '../unit/local/states/support/a-stack.ts';

const RUNBOOK = shippedRunbook('rl_reward_runaway_rollback');

interface Fault {
  readonly step: string;
  readonly is: 'before' | 'after';
}

/** The trainer obeys whatever it is told: once it has gone back, it is told to stay. */
async function obey({ run, change, clock }: Runaway): Promise<void> {
  const { directive, last_step: step = 0 } = await run();
  if (directive.action === 'rollback')
    await change({ directive: { ...directive, id: 'standing', action: 'pause' } });
  if (directive.action === 'resume')
    await change({ status: 'running', last_step: step + 1, metrics_at: clock.time });
}

/** The shipped runbook's machine with its real actions, a trainer that obeys, and a person who approves. */
async function runOn(world: Runaway, { fault, mode = 'live' }: { fault?: Fault; mode?: string } = {}) {
  const lines: TimelineLine[] = [];
  const tokens: string[] = [];
  const dependencies: StepDependencies = {
    actions: { ...incidentActions, ...world.actions },
    clock: world.clock,
    leaseMs: 900_000,
    locks: { renew: () => Promise.resolve() },
    timeline: {
      append: (_incident, line) =>
        Promise.resolve(lines.some(({ id }) => id === line.id) || lines.push(line) > 0),
    },
  };
  const act = async (request: StepRequest) => {
    const isMeant = fault?.step === request.step.id;
    if (isMeant && fault.is === 'before') throw new FunctionError('SomeError', 'injected');
    const result = await named(runStep(dependencies, request));
    if (isMeant) throw new FunctionError('SomeError', 'injected');
    return result as unknown as Json;
  };
  const atItsTime =
    <T>(work: (request: StepRequest) => Promise<T>) =>
    async (payload: Json) => {
      world.clock.time = stack.clock.now();
      return (await work(payload as unknown as StepRequest)) as unknown as Json;
    };
  const stack: Stack = aStack(compiled(RUNBOOK), {
    clock: createMovableClock({ running: false, startAt: world.clock.time }),
    functions: {
      steps: atItsTime(act),
      plans: atItsTime((request) => named(planStep(dependencies, request))),
      gate: (payload) => {
        const request = payload as unknown as GateRequest;
        if (request.operation === 'ask') tokens.push(request.token);
        return { approval_id: 'A', decided_by: 'someone' };
      },
    },
  });
  const execution = { ...world.context.execution, mode, incident_id: 'INC-1' };
  const arn = await stack.start(execution as unknown as Json);
  for (let moves = 0; moves < 2_000; moves += 1) {
    if ((await stack.describe(arn))['status'] !== 'RUNNING') break;
    const taskToken = tokens.shift();
    if (taskToken !== undefined) await stack.call('SendTaskSuccess', { taskToken, output: '{}' });
    await obey(world);
    await stack.pass(1);
  }
  const { status, error } = await stack.describe(arn);
  return { status, error, said: lines.map(({ text }) => text).join(' | ') };
}

/** As Lambda tells Step Functions of an error: by its name and message. */
async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new FunctionError(error.name, error.message);
  }
}

async function ranAway(): Promise<Runaway> {
  const world = await aRunaway();
  await world.save(4_500);
  return world;
}

const FAULTS = RUNBOOK.steps
  .filter(({ on_failure }) => on_failure === 'stop')
  .flatMap(({ id }) => (['before', 'after'] as const).map((is): [string, Fault['is']] => [id, is]));

describe('the runbook of rewards that run away', () => {
  it('goes back to the stable checkpoint, and on with half the learning rate', async () => {
    const world = await ranAway();

    const { status, said } = await runOn(world);

    expect(status).toBe('SUCCEEDED');
    expect(said).toContain('rolled back to step 4500, goes on with its learning rate times 0.5');
    expect(await world.run()).toMatchObject({ status: 'running', attempt: 2, lr_multiplier: 0.5 });
  });

  it.each(FAULTS)('that fails at %s, %s its effect, ends FAILED and hides nothing', async (step, is) => {
    const world = await ranAway();

    const { status, error, said } = await runOn(world, { fault: { step, is } });

    const { attempt, lr_multiplier: multiplier, status: standing } = await world.run();
    const isResumed = step === 'resume' && is === 'after';
    expect([status, error]).toEqual(['FAILED', 'SomeError']);
    expect(standing).toBe(isResumed ? 'resuming' : 'paused');
    expect(said.includes('Roll back to the checkpoint: ')).toBe(attempt === 2);
    expect(said.includes('Resume with half the learning rate: ')).toBe(multiplier === 0.5);
    expect(multiplier).toBe(isResumed ? 0.5 : 1);
  });

  it.each(['dry_run', 'drill'])('writes nothing to its run in a %s', async (mode) => {
    const world = await ranAway();
    const before = world.store.saves;

    const { status, said } = await runOn(world, { mode });

    expect([status, said, world.store.saves]).toEqual(['SUCCEEDED', '', before]);
  });
});
