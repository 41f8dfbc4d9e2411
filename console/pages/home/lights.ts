import { h } from 'preact';
import { figureText, windowText } from '../../../lib/rendering/figures.ts';
import type { ReportAnswer, ReportLine } from '../../../lib/contracts/answers/reports.ts';
import { addressOf } from '../../routing.ts';
import { Badge } from '../../view/badge.ts';
import { Table } from '../../view/table.ts';

const ORDER = { fail: 0, no_data: 1, pass: 2 } as const;

/** What is not as it should be comes first. */
const worstFirst = (lines: readonly ReportLine[]): readonly ReportLine[] =>
  lines.toSorted((one, other) => ORDER[one.status] - ORDER[other.status]);

/** The report of the launch: a light a line, with its figure, its target and where it is from. */
export function Lights({
  report: { lines, window_seconds, stage, run_id },
}: {
  readonly report: ReportAnswer;
}) {
  return [
    h(Table<ReportLine>, {
      caption: `Stage ${stage}, the last ${windowText(window_seconds)}`,
      columns: [
        { name: 'Light', cell: ({ status }) => h(Badge, { status }) },
        { name: 'What is looked at', cell: saysOf },
        { name: 'Figure', cell: figureText, isNumber: true },
        { name: 'Target', cell: ({ target }) => target },
        { name: 'Source', cell: ({ source }) => h('span', { class: 'faint' }, source) },
      ],
      rows: worstFirst(lines),
      keyOf: ({ id }) => id,
      empty: 'The report has no lines.',
    }),
    run_id !== undefined && h('p', {}, 'Training: ', h('a', { href: addressOf('runs', run_id) }, run_id)),
  ];
}

function saysOf({ says, detail }: ReportLine) {
  return [says, detail !== undefined && h('span', { class: 'faint' }, `, ${detail}`)];
}
