import type { LineStatus } from '../contracts/report.ts';
import type { ReportAnswer } from '../contracts/answers/reports.ts';
import { figureText, windowText } from './figures.ts';

const WORDS: Readonly<Record<LineStatus, string>> = { pass: 'pass', fail: '**fail**', no_data: 'no data' };

/** The report as a page that can be kept. */
export function markdownReport(report: ReportAnswer, plots: readonly string[]): string {
  const { stage, at, from, window_seconds, run_id, status, lines } = report;
  const rows = lines.map((line) => [
    WORDS[line.status],
    line.says,
    figureText(line),
    line.target,
    line.detail ?? '',
    line.source,
  ]);
  return [
    `# Report on stage ${escaped(stage)}`,
    '',
    `${windowText(window_seconds)}, from ${from} to ${at}.${run_id === undefined ? '' : ` Run ${escaped(run_id)}.`} As a whole: ${WORDS[status]}.`,
    '',
    row(['', 'what', 'figure', 'target', 'detail', 'source']),
    row(['---', '---', '---', '---', '---', '---']),
    ...rows.map((cells) => row(cells.map((cell) => (cell === WORDS.fail ? cell : escaped(cell))))),
    ...plots.flatMap((file) => ['', `![${file.replace('.svg', '')}](${file})`]),
    '',
  ].join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Names of runs and models come from outside: they make no cell, link or tag. */
const escaped = (text: string): string =>
  text.replaceAll(/[\\|[\]<>*_`]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
