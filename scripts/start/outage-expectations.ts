import type { OutageResult } from '../../rehearsal/outage/outage.ts';
import type { Expectation } from './expectations.ts';

/** What the failure of one model is held to. */
export function outageExpectationsOf(result: OutageResult): readonly Expectation[] {
  const { victim, sessions, failedAnswers, elsewhereAfter, stateMeanwhile, backAfter, stateAfterwards } =
    result;
  const { model, mode } = victim;
  return [
    {
      says: `the breaker of ${model} opened${after(elsewhereAfter)}, ${failedAnswers} failed answers`,
      holds: ['open', 'half_open'].includes(stateMeanwhile),
      but: `it is ${stateMeanwhile}`,
    },
    {
      says: `all ${sessions} sessions of ${mode} were served by another mode meanwhile`,
      holds: elsewhereAfter !== undefined,
      but: 'not all of them were, until patience ran out',
    },
    {
      says: `the breaker closed once ${model} was well${after(backAfter)}`,
      holds: stateAfterwards === 'closed',
      but: `it is ${stateAfterwards}`,
    },
    {
      says: `all ${sessions} sessions returned to ${mode}`,
      holds: backAfter !== undefined,
      but: 'not all of them did, until patience ran out',
    },
  ];
}

const after = (seconds: number | undefined): string =>
  seconds === undefined ? '' : ` after ${seconds.toFixed(1)} s`;
