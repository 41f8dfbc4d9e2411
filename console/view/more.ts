import { h } from 'preact';
import type { Pages } from '../live/use-pages.ts';

/** Under a list: whether that is all of it, and how to see more. */
export function More<Row>({ pages: { body, more } }: { readonly pages: Pages<Row> }) {
  if (!body || !more) return null;
  return h(
    'p',
    { class: 'more' },
    h('button', { type: 'button', class: 'quiet', onClick: more }, 'Show older ones'),
    h('span', { class: 'faint' }, ` ${body.items.length} shown`),
  );
}
