import fc from 'fast-check';
import type { Definition } from '../../cdk/runbooks/definition.ts';
import { FIXED_STATES, statesOf } from '../../lib/contracts/runbook-states.ts';
import type { Runbook } from '../../lib/contracts/runbook.ts';
import { compiled, runMachine } from '../support/runbooks/a-machine.ts';
import { anyRunbook } from '../support/runbooks/any-runbook.ts';

interface Transition {
  readonly Next: string;
}

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxAttempts: number;
}

interface AnyState {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly Transition[];
  readonly Catch?: readonly Transition[];
  readonly Retry?: readonly Retrier[];
  readonly TimeoutSeconds?: number;
}

const statesIn = ({ States }: Definition) => States as unknown as Readonly<Record<string, AnyState>>;

function after(state: AnyState | undefined): readonly string[] {
  const { Next, Default, Choices = [], Catch = [] } = state ?? { Type: '' };
  return [
    ...[Next, Default].filter((name) => name !== undefined),
    ...[...Choices, ...Catch].map((way) => way.Next),
  ];
}

function reachable(definition: Definition, from: string): ReadonlySet<string> {
  const states = statesIn(definition);
  const found = new Set([from]);
  for (const name of found) for (const next of after(states[name])) found.add(next);
  return found;
}

const typesIn = (definition: Definition, names: Iterable<string>) =>
  [...names].map((name) => statesIn(definition)[name]?.Type);

const delays = ({ IntervalSeconds, BackoffRate, MaxAttempts }: Retrier) =>
  Array.from({ length: MaxAttempts }, (_, retry) => IntervalSeconds * BackoffRate ** retry);

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Steps and compensations. */
const doingsOf = ({ steps }: Runbook) => steps.flatMap((step) => [step, ...step.compensation]);

describe('any compiled runbook', () => {
  it('reaches every state, and no state that is not there', () => {
    fc.assert(
      fc.property(anyRunbook, (runbook) => {
        const definition = compiled(runbook);

        expect([...reachable(definition, definition.StartAt)].sort()).toEqual(
          Object.keys(definition.States).sort(),
        );
      }),
    );
  });

  it('leads from every failure that stops it to Fail, and never to Succeed', () => {
    fc.assert(
      fc.property(anyRunbook, (runbook) => {
        const definition = compiled(runbook);
        // These go on: a failure that is noted, one that asks again, and what is judged by the record.
        const goingOn = runbook.steps.flatMap(({ name, on_failure }): readonly string[] => {
          const { noteFailure, confirm, askAgain } = statesOf(name);
          return [confirm, askAgain, ...(on_failure === 'continue' ? [noteFailure] : [])];
        });
        const isNote = (name: string) => name.startsWith('Note the failure: ');
        const failures = Object.entries(statesIn(definition))
          .filter(([name]) => !isNote(name))
          .flatMap(([, { Catch = [] }]) => Catch.map(({ Next }) => Next))
          .filter((next) => !goingOn.includes(next));

        for (const failure of new Set(failures)) {
          const types = typesIn(definition, reachable(definition, failure));
          expect(types).not.toContain('Succeed');
          expect(types).toContain('Fail');
        }
      }),
    );
  });

  it('catches every error of every task', () => {
    fc.assert(
      fc.property(anyRunbook, (runbook) => {
        const tasks = Object.values(statesIn(compiled(runbook))).filter(({ Type }) => Type === 'Task');

        for (const { Catch = [] } of tasks)
          expect(Catch.at(-1)).toMatchObject({ ErrorEquals: ['States.ALL'] });
      }),
    );
  });

  it('gives every task a time-out, and never tries a step for longer than it may take', () => {
    fc.assert(
      fc.property(anyRunbook, (runbook) => {
        const states = statesIn(compiled(runbook));
        const tasks = Object.values(states).filter(({ Type }) => Type === 'Task');

        for (const { TimeoutSeconds = 0 } of tasks) expect(TimeoutSeconds).toBeGreaterThan(0);
        for (const { name, timeout_seconds } of doingsOf(runbook)) {
          const { Retry = [], TimeoutSeconds = 0 } = states[name] ?? { Type: '' };
          expect(Retry).toHaveLength(3);
          for (const retrier of Retry) {
            const slow = retrier.ErrorEquals.includes('States.Timeout');
            const tries = slow ? (retrier.MaxAttempts + 1) * TimeoutSeconds : 0;
            expect(sum(delays(retrier)) + tries).toBeLessThanOrEqual(timeout_seconds);
          }
        }
      }),
    );
  });

  it('succeeds when every step does', async () => {
    await fc.assert(
      fc.asyncProperty(anyRunbook, async (runbook) => {
        const { status, acted } = await runMachine(runbook);

        expect(status).toBe('SUCCEEDED');
        expect(acted).toEqual(runbook.steps.map(({ id }) => id));
      }),
      { numRuns: 15 },
    );
  });

  it('fails when a step does that may not, after it took back what has begun, newest first', async () => {
    const failing = anyRunbook.chain((runbook) =>
      fc.record({ runbook: fc.constant(runbook), at: fc.nat({ max: runbook.steps.length - 1 }) }),
    );
    await fc.assert(
      fc.asyncProperty(failing, async ({ runbook, at }) => {
        const { steps } = runbook;
        const step = steps[at];

        const { status, states, acted } = await runMachine(runbook, {
          acts: { [step?.id ?? '']: () => ({ error: 'SomeError' }) },
        });

        const goesOn = step?.on_failure === 'continue';
        const begun = steps.slice(0, at + 1);
        const back = begun.toReversed().flatMap(({ compensation }) => compensation.map(({ id }) => id));
        const note = `note_${step?.id ?? ''}`;
        const rest = goesOn ? [note, ...steps.slice(at + 1).map(({ id }) => id)] : back;
        expect(status).toBe(goesOn ? 'SUCCEEDED' : 'FAILED');
        expect(acted).toEqual([...begun.map(({ id }) => id), ...rest]);
        expect(states.at(-1)).toBe(goesOn ? FIXED_STATES.done : FIXED_STATES.failed);
      }),
      { numRuns: 15 },
    );
  });

  it('acts on nothing in a drill', async () => {
    await fc.assert(
      fc.asyncProperty(anyRunbook, async (runbook) => {
        const { status, acted, planned } = await runMachine(runbook, {}, { mode: 'drill' });

        expect([status, acted]).toEqual(['SUCCEEDED', []]);
        expect(planned).toEqual(runbook.steps.map(({ id }) => id));
      }),
      { numRuns: 15 },
    );
  });
});
