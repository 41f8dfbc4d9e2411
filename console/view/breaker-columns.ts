import { h } from 'preact';
import type { BreakerAnswer } from '../../lib/contracts/answers/breakers.ts';
import { Badge } from './badge.ts';
import type { Column } from './table.ts';

/** How the breaker of a model stands. */
export const BREAKER_COLUMNS: readonly Column<BreakerAnswer>[] = [
  { name: 'Model', cell: ({ model }) => model },
  { name: 'Breaker', cell: ({ state }) => h(Badge, { status: state }) },
  { name: 'Errors', cell: errorsOf, isNumber: true },
  { name: 'Why', cell: whyOf },
];

function errorsOf({ error_rate, volume }: BreakerAnswer): string {
  return volume === 0 ? '–' : `${(100 * error_rate).toFixed(0)} % of ${volume}`;
}

/** Why it stands as it does matters while it is not closed. */
function whyOf({ state, reason, owner, changed_by }: BreakerAnswer) {
  if (state === 'closed' || reason === undefined) return h('span', { class: 'faint' }, '–');
  return `${reason} (${owner ?? changed_by ?? 'by itself'})`;
}
