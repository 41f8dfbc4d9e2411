import type { ReportAnswer } from '../../lib/contracts/answers/reports.ts';
import type { TrainerLog } from '../../rehearsal/training/trainer-log.ts';

/** The report with what the trainer trained with beside the schedule: of steps that it did twice, the second time. */
export function withEntropyHistory(
  report: ReportAnswer,
  coefficients: TrainerLog['coefficients'],
): ReportAnswer {
  const { entropy } = report.charts;
  const byStep = new Map(coefficients.map(({ step, entropy_coef }) => [step, entropy_coef]));
  const known = new Set(entropy.map(({ step }) => step));
  const between = [...byStep.keys()]
    .filter((step) => !known.has(step))
    .map((step) => ({ step, scheduled: scheduledAt(entropy, step) }));
  const points = [...entropy, ...between]
    .sort((one, other) => one.step - other.step)
    .map((point) => {
      const reported = byStep.get(point.step);
      return reported === undefined ? point : { ...point, reported };
    });
  return { ...report, charts: { ...report.charts, entropy: points } };
}

/** On the line between the two points beside it. */
function scheduledAt(points: ReportAnswer['charts']['entropy'], step: number): number {
  const before = points.findLast((point) => point.step <= step) ?? points[0];
  const after = points.find((point) => point.step >= step) ?? points.at(-1);
  if (!before || !after || after.step === before.step) return before?.scheduled ?? after?.scheduled ?? 0;
  const share = (step - before.step) / (after.step - before.step);
  return before.scheduled + share * (after.scheduled - before.scheduled);
}
