import type { Runbook, RunbookStep } from '../contracts/runbook.ts';
import { askSeconds, ASIDE, MOST_ASKINGS, timingOf } from '../contracts/step-timing.ts';
import type { Config } from './config.ts';
import type { DoingSection, RunbookSection, StepSection } from './schemas/runbooks/sections.ts';

type Doing = Pick<RunbookStep, 'id' | 'name' | 'action' | 'inputs' | 'timeout_seconds' | 'poll_seconds'>;

/** All runbooks of a stage, in order of their ids, as the functions and the compiler take them. */
export function runbooksOf({ runbooks, approvals }: Config): readonly Runbook[] {
  return Object.entries(runbooks)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, section]) => toRunbook({ ...section, id }, approvals.timeout / 1_000));
}

function toRunbook(section: RunbookSection & { id: string }, approvalSeconds: number): Runbook {
  const { expected_recovery, inputs, triggers, steps: sections, incident, ...same } = section;
  const { opens_as, ...said } = incident;
  const steps = Object.entries(sections).map(([stepId, step]) => toStep(stepId, step));
  return {
    ...same,
    expected_recovery_seconds: expected_recovery / 1_000,
    timeout_seconds: slowest(steps, approvalSeconds),
    incident: { ...said, ...(opens_as !== undefined && { opens_as }) },
    inputs: mapValues(inputs, (description) => ({ description })),
    triggers: Object.entries(triggers).map(([alarm, { for_each, input }]) => ({
      alarm,
      ...(for_each !== undefined && { for_each }),
      ...(input !== undefined && { input }),
    })),
    steps,
  };
}

function toStep(id: string, step: StepSection): RunbookStep {
  const { when, approval, on_failure, on_unmet, compensation, no_compensation, stays } = step;
  return {
    ...toDoing(id, step),
    ...(when !== undefined && { when }),
    approval,
    on_failure,
    ...(on_unmet !== undefined && { on_unmet }),
    compensation: Object.entries(compensation).map(([inner, doing]) => toDoing(inner, doing)),
    ...(no_compensation !== undefined && { no_compensation }),
    ...(stays !== undefined && { stays }),
  };
}

function toDoing(id: string, { name, action, inputs, timeout, poll_interval }: DoingSection): Doing {
  return {
    id,
    name,
    action,
    inputs,
    timeout_seconds: timeout / 1_000,
    poll_seconds: poll_interval / 1_000,
  };
}

/** Above the sum of everything at its slowest: every step, asked as often as can be, and every compensation. */
function slowest(steps: readonly RunbookStep[], approvalSeconds: number): number {
  const aside = timingOf(ASIDE).slowestSeconds;
  const asking = askSeconds(approvalSeconds) + aside;
  const seconds = steps.map((step) => {
    const own = timingOf(step).slowestSeconds;
    const asked = step.approval ? MOST_ASKINGS * (own + asking) : 0;
    const taken = step.compensation.map((doing) => timingOf(doing).slowestSeconds);
    return [own, asked, aside, ...taken].reduce((sum, part) => sum + part);
  });
  return seconds.reduce((sum, part) => sum + part, 0);
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
