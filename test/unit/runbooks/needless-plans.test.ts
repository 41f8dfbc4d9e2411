import { action } from '../../../lib/runbooks/action.ts';
import { planStep, runStep, type StepDependencies } from '../../../lib/runbooks/run-step.ts';
import { anExecution, aStepRequest, ENTERED_AT } from '../../support/runbooks/a-step.ts';

/** An action that has nothing left to do. */
function aNeedlessAction() {
  const done: string[] = [];
  const told: string[] = [];
  const dependencies: StepDependencies = {
    actions: {
      'incident.note': action('incident.note', {
        plan: () =>
          Promise.resolve({ summary: 'Would say it', facts: {}, output: {}, not_needed: 'it is well' }),
        apply: (_context, { text }) => {
          done.push(text);
          return Promise.resolve({ text, output: {} });
        },
      }),
    },
    clock: { now: () => Date.parse(ENTERED_AT) },
    leaseMs: 900_000,
    locks: { renew: () => Promise.resolve() },
    timeline: { append: (_incident, { text }) => Promise.resolve(told.push(text)).then(() => undefined) },
  };
  return { dependencies, done, told };
}

describe('a step whose plan says that nothing is left to do', () => {
  it('is not done even with an approval, which is not asked for again', async () => {
    const { dependencies, done, told } = aNeedlessAction();

    const { output } = await runStep(dependencies, aStepRequest({ approved_plan_hash: 'of a sick one' }));

    expect([done, output]).toEqual([[], { skipped: true }]);
    expect(told).toEqual(['Note it: it is well']);
  });

  it('is planned as not needed, and in a dry run as what it would be otherwise', async () => {
    const { dependencies } = aNeedlessAction();

    const live = await planStep(dependencies, aStepRequest());
    const dry = await planStep(dependencies, aStepRequest({ execution: anExecution({ mode: 'dry_run' }) }));

    expect([live.is_needed, live.summary]).toEqual([false, 'it is well']);
    expect([dry.is_needed, dry.summary]).toEqual([false, 'it is well. Else: Would say it']);
  });
});
