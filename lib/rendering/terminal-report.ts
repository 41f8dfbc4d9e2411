import type { LineStatus } from '../contracts/report.ts';
import type { ChecklistAnswer, ReportAnswer, ReportLine } from '../contracts/answers/reports.ts';
import { figureText, windowText } from './figures.ts';
import { entropyChart, splitChart } from './terminal-charts.ts';

const WORDS: Readonly<Record<LineStatus, string>> = { pass: 'pass', fail: 'fail', no_data: ' –  ' };

/** The report as a person reads it in a terminal: a line each, then the pictures. */
export function terminalReport(report: ReportAnswer): string {
  const { stage, window_seconds, run_id, lines, charts } = report;
  const title = `Report on ${stage}, the last ${windowText(window_seconds)}${run_id === undefined ? '' : `, run ${run_id}`}`;
  const pictures = [splitChart(charts.split), entropyChart(charts.entropy)].filter((text) => text !== '');
  return [
    title,
    ...tableOf(lines),
    '',
    verdictOf(report),
    ...pictures.flatMap((text) => ['', text]),
    '',
  ].join('\n');
}

/** The checklist, the same way. */
export function terminalChecklist(checklist: ChecklistAnswer): string {
  const title = `Checklist of ${checklist.stage}, ${checklist.at}`;
  return [title, ...tableOf(checklist.lines), '', verdictOf(checklist), ''].join('\n');
}

function tableOf(lines: readonly ReportLine[]): readonly string[] {
  const says = widest(lines.map((line) => line.says));
  const figures = widest(lines.map(figureText));
  return lines.map((line) => {
    const detail = line.detail === undefined ? '' : `; ${line.detail}`;
    const columns = [
      WORDS[line.status],
      line.says.padEnd(says),
      figureText(line).padStart(figures),
      `${line.target}${detail}`,
    ];
    return `  ${columns.join('  ')}`;
  });
}

function verdictOf({ status, lines }: Pick<ChecklistAnswer, 'status' | 'lines'>): string {
  const count = (wanted: LineStatus) => lines.filter((line) => line.status === wanted).length;
  const counts = `${count('pass')} pass, ${count('fail')} fail, ${count('no_data')} without data`;
  return `${status === 'pass' ? 'As it should be' : status === 'fail' ? 'Not as it should be' : 'Nothing is wrong, but not all is known'}: ${counts}`;
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
