import type { ApprovalSeen, ExecutionSeen, IncidentSeen } from '../../rehearsal/runaway/answers.ts';
import type { Expectation } from './expectations.ts';

export interface RunawayRehearsed {
  readonly runsAwayAt: number;
  readonly findings: readonly { readonly kind: string; readonly step: number }[];
  readonly approval: ApprovalSeen | undefined;
  readonly execution: ExecutionSeen | undefined;
  readonly incident: IncidentSeen | undefined;
  /** What the API says of the run afterwards. */
  readonly lrMultiplier: number;
}

const SUMMARY =
  /^This will roll back training to step (\d+) \(.+ ago\)\. Current step (\d+)\. Progress lost: \d+ steps/;

/** What the runbook of a runaway is held to. */
export function runawayExpectationsOf(rehearsed: RunawayRehearsed): readonly Expectation[] {
  const { runsAwayAt, findings, approval, execution, incident, lrMultiplier } = rehearsed;
  const found = findings.find(({ kind }) => kind === 'runaway');
  const [, target] = SUMMARY.exec(approval?.summary ?? '') ?? [];
  const told = incident?.timeline.map(({ text }) => text) ?? [];
  return [
    {
      says: `the rewards that run away at step ${runsAwayAt} pause the run`,
      holds: found !== undefined && found.step >= runsAwayAt,
      but: `found ${JSON.stringify(findings)}`,
    },
    {
      says: 'the alarm starts the runbook, which asks an approver with figures',
      holds: target !== undefined && Number(target) < runsAwayAt,
      but: approval ? `it says ${approval.summary}` : 'nobody was asked',
    },
    {
      says: `${approval?.decided_by ?? 'somebody'} approves it`,
      holds: approval?.status === 'approved',
      but: `the approval is ${approval?.status ?? 'not there'}`,
    },
    {
      says: 'the runbook goes through all its steps',
      holds: execution?.status === 'succeeded',
      but: `it is ${execution?.status ?? 'not there'}: ${stepsOf(execution)}`,
    },
    {
      says: 'training goes on with half the learning rate',
      holds: lrMultiplier === 0.5,
      but: `its multiplier is ${lrMultiplier}`,
    },
    {
      says: `the incident says "rolled back to step ${target ?? '?'}"`,
      holds: target !== undefined && told.some((text) => text.includes(`rolled back to step ${target}`)),
      but: incident ? `it says ${told.join('; ')}` : 'there is none',
    },
  ];
}

const stepsOf = (execution: ExecutionSeen | undefined): string =>
  execution?.steps.map(({ name, status }) => `${name} ${status}`).join(', ') ?? '';
