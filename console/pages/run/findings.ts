import { h } from 'preact';
import type { RunAnswer } from '../../../lib/contracts/answers/runs.ts';
import { wordsOf } from '../../view/badge.ts';
import { section } from '../../view/section.ts';
import { Ago } from '../../view/time.ts';

/** What was found in the metrics, and where the run was sent back: newest first. */
export function Findings({ run: { findings, lineage } }: { readonly run: RunAnswer }) {
  const lines = [
    ...findings.map(({ kind, step, detail, at }) => ({
      at,
      tone: 'bad',
      what: `${wordsOf(kind)} at step ${step}`,
      detail,
    })),
    ...lineage.map(({ attempt, step, by, reason, at }) => ({
      at,
      tone: 'ask',
      what: `Back to step ${step}: attempt ${attempt}`,
      detail: `${by}: ${reason}`,
    })),
  ].toSorted((one, other) => (one.at < other.at ? 1 : -1));
  return section(
    'findings',
    'Findings and rollbacks',
    lines.length === 0
      ? h('p', { class: 'faint' }, 'Nothing was found.')
      : h(
          'ol',
          { class: 'timeline short' },
          ...lines.map(({ at, tone, what, detail }) =>
            h(
              'li',
              { class: tone },
              h('p', {}, h('strong', {}, what), ' ', h('span', { class: 'faint' }, h(Ago, { at }))),
              h('p', {}, detail),
            ),
          ),
        ),
  );
}
