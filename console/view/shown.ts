import { h, type ComponentChildren } from 'preact';
import type { Live } from '../live/use-live.ts';
import { ProblemNote } from './problem-note.ts';

/** What was read, or why it was not; the last of it stays while a newer look fails. */
export function shown<T>(
  { body, problem }: Live<T>,
  show: (body: T) => ComponentChildren,
): ComponentChildren {
  return [
    problem && h(ProblemNote, { problem }),
    body === undefined ? !problem && h('p', { class: 'faint', role: 'status' }, 'Loading…') : show(body),
  ];
}
