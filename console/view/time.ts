import { h } from 'preact';
import { clockText, sinceText } from './times.ts';
import { useNow } from './use-now.ts';

/** How long ago; the exact time on pointing at it. */
export function Ago({ at }: { readonly at: string }) {
  return h('time', { dateTime: at, title: clockText(at) }, sinceText(at, useNow(5_000)));
}
