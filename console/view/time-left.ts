import { h } from 'preact';
import { spanText } from './times.ts';
import { useNow } from './use-now.ts';

/** How long a decision is waited for. */
export function TimeLeft({ until }: { readonly until: string }) {
  const left = Date.parse(until) - useNow();
  if (left <= 0) return h('span', { class: 'bad' }, 'time is up, which is a no');
  return h('span', {}, `${spanText(left)} left, then it is a no`);
}
