import type { ReportAnswer } from '../../lib/contracts/answers/reports.ts';
import { terminalReport } from '../../lib/rendering/terminal-report.ts';
import type { Rehearsed } from '../../rehearsal/launch/launch.ts';
import type { Recount } from '../../rehearsal/recount/differences.ts';

/** What a rehearsal came to, as a person reads it: figures, the report, and what was expected of both. */
export function resultText(rehearsed: Rehearsed, report: ReportAnswer | undefined): string {
  const { verdicts } = rehearsed;
  const unmet = verdicts.filter(({ holds }) => !holds);
  return [
    ...figures(rehearsed),
    ...(report ? ['', terminalReport(report)] : []),
    `Expected of this launch: ${verdicts.length - unmet.length} of ${verdicts.length} came about`,
    ...verdicts.map(({ says, holds, but }) => (holds ? `  pass  ${says}` : `  FAIL  ${says}: ${but}`)),
    '',
  ].join('\n');
}

/** What came of counting the report's figures again from all that was sent and answered. */
export function recountText({ figures: count, differences, left }: Recount): string {
  const same = count - differences.length;
  const rest = left.length === 0 ? '' : `; not counted again: ${left.join(', ')}`;
  return [
    `artisan: ${same} of ${count} figures of the report follow from the log beside it${rest}\n`,
    ...differences.map((text) => `artisan: ${text}\n`),
  ].join('');
}

function figures({ traffic, training, seconds }: Rehearsed): readonly string[] {
  const lines = [`\nThe launch took ${seconds.toFixed(1)} s`];
  if (traffic) {
    const rate = Math.round(traffic.selections / traffic.seconds);
    lines.push(
      `  ${traffic.selections} selections in ${traffic.seconds.toFixed(1)} s, ${rate} a second; ` +
        `${traffic.accepted} outcomes reported`,
    );
  }
  if (training) {
    const { reported, committed, rollbacks, retries, slowestHandOver } = training;
    const sentBack = rollbacks.map(({ step, attempt }) => `step ${step}, attempt ${attempt}`);
    lines.push(
      `  ${reported} steps reported, ${committed.length} checkpoints, ${retries} requests sent again` +
        (sentBack.length > 0 ? `; sent back to ${sentBack.join(', then to ')}` : ''),
      `  longest time the training loop spent on handing a batch over: ${slowestHandOver.toFixed(1)} ms`,
    );
  }
  return lines;
}
