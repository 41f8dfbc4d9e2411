import { h } from 'preact';
import type { ApprovalAnswer } from '../api/answers.ts';
import { Badge, wordsOf } from '../view/badge.ts';
import { section } from '../view/section.ts';
import { clockText } from '../view/times.ts';
import { Table } from '../view/table.ts';

type AuditLine = ApprovalAnswer['audit'][number];

/** Who did what, or tried to. */
export function AuditTrail({ audit }: { readonly audit: readonly AuditLine[] }) {
  return section(
    'trail',
    'On record',
    h(Table<AuditLine>, {
      caption: 'Who did what, or tried to; oldest first',
      columns: [
        { name: 'When', cell: ({ at }) => clockText(at) },
        { name: 'Who', cell: ({ actor }) => actor },
        { name: 'By', cell: ({ via }) => wordsOf(via) },
        { name: 'What', cell: ({ outcome }) => h(Badge, { status: outcome }) },
        { name: 'Why', cell: whyOf },
      ],
      rows: audit,
      keyOf: ({ id }) => id,
      empty: 'Nothing is on record.',
    }),
  );
}

function whyOf({ decision, reason, comment }: AuditLine): string {
  const said = [decision, reason && wordsOf(reason), comment].filter((part) => part !== undefined);
  return said.length === 0 ? '–' : said.join(', ');
}
