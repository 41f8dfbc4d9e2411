import { h } from 'preact';
import type { IncidentAnswer, TimelineAnswer } from '../../lib/contracts/answers/incidents.ts';
import { addressOf } from '../routing.ts';
import { wordsOf, type Tone } from '../view/badge.ts';
import { clockText } from '../view/times.ts';

const TONES: Readonly<Partial<Record<TimelineAnswer['kind'], Tone>>> = {
  failed: 'bad',
  escalated: 'bad',
  warning: 'ask',
  blocked: 'ask',
  approval: 'ask',
  resolved: 'good',
};

/** Newest first: whoever comes wants to know how it stands. */
export function Timeline({ incident }: { readonly incident: IncidentAnswer }) {
  const { timeline, timeline_cursor } = incident;
  return h(
    'section',
    { 'aria-labelledby': 'timeline' },
    h('h2', { id: 'timeline' }, 'Timeline, newest first'),
    h('ol', { class: 'timeline' }, ...timeline.toReversed().map((line) => h(Line, { key: line.id, line }))),
    timeline_cursor !== undefined &&
      h('p', { class: 'faint' }, 'There are older lines: GET /v1/incidents/{id}/timeline has them all.'),
  );
}

function Line({
  line: { at, kind, text, actor, execution_id, approval_id },
}: {
  readonly line: TimelineAnswer;
}) {
  return h(
    'li',
    { class: TONES[kind] ?? '' },
    h(
      'p',
      { class: 'faint' },
      `${clockText(at)}, ${wordsOf(kind)}, ${actor} `,
      linkTo({ execution_id, approval_id }),
    ),
    h('p', {}, text),
  );
}

function linkTo({
  execution_id,
  approval_id,
}: {
  readonly execution_id: string | undefined;
  readonly approval_id: string | undefined;
}) {
  if (approval_id !== undefined) return h('a', { href: addressOf('approvals', approval_id) }, 'approval');
  if (execution_id !== undefined) return h('a', { href: addressOf('executions', execution_id) }, 'execution');
  return undefined;
}
