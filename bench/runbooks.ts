import { BUDGET } from '../lib/cost/usage.ts';
import { builtAssembly } from '../scripts/lib/build/built.ts';
import type { Bench } from './bench.ts';
import { decisionRows } from './runbooks/decisions.ts';
import { costOf } from './runbooks/tally.ts';
import { median } from './statistics.ts';

const RUNS = 5;

export const runbooks: Bench = {
  title: 'The runbook of a runaway',
  method:
    `A run whose rewards run away, ${RUNS} times on the stack of stage rehearsal, a trainer and an approver that answer at ` +
    'once: verified, paused, approved, rolled back, restored, resumed. The first of them finds all functions cold, and is ' +
    'a row of its own; medians of the others. From the alarm’s change of state to the first step: event, dispatcher, ' +
    'admission, start, and the function that does the step. Transitions are states entered, tries of tasks after the ' +
    'first, and the end; polls for a trainer that takes its time come on top. Units and invocations are those of the ' +
    'functions that work for an execution; what looks after things each minute is there without one. Time of functions ' +
    'is that of this machine. Prices are those of lib/cost/prices.ts. Decisions are of approvals of their own, 20 at a time, by ' +
    'the real store on a local DynamoDB, user pool and Step Functions answering at once.',
  run: async () => {
    await builtAssembly('rehearsal');
    // aws-cdk-lib takes a while to load: only for who needs it.
    const { runHappyPaths } = await import('./runbooks/happy-path.ts');
    const [cold, ...warm] = await runHappyPaths(RUNS);
    const of = (figure: (ran: (typeof warm)[number]) => number) => median(warm.map(figure));
    return [
      { name: 'alarm to first step, cold', figure: cold?.toFirstStepMs ?? NaN, unit: 'ms' },
      {
        name: 'alarm to first step',
        figure: of(({ toFirstStepMs }) => toFirstStepMs),
        unit: 'ms',
        limit: { atMost: 5_000 },
      },
      {
        name: 'state transitions',
        figure: of(({ usage }) => usage.transitions),
        unit: '',
        limit: { atMost: 60 },
      },
      { name: 'invocations', figure: of(({ usage }) => usage.invocations), unit: '' },
      { name: 'time of functions', figure: of(({ usage }) => usage.gbSeconds), unit: 'GB s' },
      { name: 'DynamoDB write units', figure: of(({ usage }) => usage.writeUnits), unit: '' },
      { name: 'DynamoDB read units', figure: of(({ usage }) => usage.readUnits), unit: '' },
      {
        name: 'cost of 1,000 runs',
        figure: of(({ usage }) => 1_000 * costOf(usage)),
        unit: 'USD',
        limit: { atMost: 1_000 * BUDGET.runbookRun },
      },
      ...(await decisionRows()),
    ];
  },
};
