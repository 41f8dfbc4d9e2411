import { h } from 'preact';
import { useState } from 'preact/hooks';
import type { IncidentAnswer, TimelineAnswer } from '../../lib/contracts/answers/incidents.ts';
import { LISTS } from '../api/lists.ts';
import { openPace } from '../live/pace.ts';
import { usePages, type Pages } from '../live/use-pages.ts';
import { addressOf } from '../routing.ts';
import { wordsOf, type Tone } from '../view/badge.ts';
import { More } from '../view/more.ts';
import { section } from '../view/section.ts';
import { shown } from '../view/shown.ts';
import { clockText } from '../view/times.ts';

const TONES: Readonly<Partial<Record<TimelineAnswer['kind'], Tone>>> = {
  failed: 'bad',
  escalated: 'bad',
  warning: 'ask',
  blocked: 'ask',
  approval: 'ask',
  resolved: 'good',
};

/** Newest first: whoever comes wants to know how it stands. What an incident does not hold itself is read when asked for. */
export function Timeline({ incident }: { readonly incident: IncidentAnswer }) {
  const { id, timeline, timeline_cursor } = incident;
  const [isWhole, setWhole] = useState(false);
  const askForAll = () => {
    setWhole(true);
  };
  const newest: Pages<TimelineAnswer> = {
    body: { items: timeline.toReversed() },
    ...(timeline_cursor !== undefined && { more: askForAll }),
  };
  return section(
    'timeline',
    'Timeline, newest first',
    isWhole ? h(WholeTimeline, { id, newest }) : h(Lines, { pages: newest }),
  );
}

function WholeTimeline({ id, newest }: { readonly id: string; readonly newest: Pages<TimelineAnswer> }) {
  const pages = usePages(LISTS.timeline(id), openPace);
  const { body = newest.body, ...rest } = pages;
  return h(Lines, { pages: { ...rest, ...(body && { body }) } });
}

function Lines({ pages }: { readonly pages: Pages<TimelineAnswer> }) {
  return [
    shown(pages, ({ items }) =>
      h('ol', { class: 'timeline' }, ...items.map((line) => h(Line, { key: line.id, line }))),
    ),
    h(More, { pages }),
  ];
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
