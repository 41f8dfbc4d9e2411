import { h } from 'preact';
import type { BreakerAnswer } from '../../../lib/contracts/answers/breakers.ts';
import { Badge } from '../../view/badge.ts';
import { Table } from '../../view/table.ts';

/** Which models are avoided, and why. */
export function Breakers({ breakers }: { readonly breakers: readonly BreakerAnswer[] }) {
  return h(Table<BreakerAnswer>, {
    caption: 'Breakers of the models',
    columns: [
      { name: 'Model', cell: ({ model }) => model },
      { name: 'Breaker', cell: ({ state }) => h(Badge, { status: state }) },
      { name: 'Errors', cell: errorsOf, isNumber: true },
      { name: 'Why', cell: whyOf },
    ],
    rows: breakers,
    keyOf: ({ model }) => model,
    empty: 'No model has a breaker.',
  });
}

const errorsOf = ({ error_rate, volume }: BreakerAnswer): string =>
  volume === 0 ? '–' : `${(100 * error_rate).toFixed(0)} % of ${volume}`;

/** Why it stands as it does matters while it is not closed. */
function whyOf({ state, reason, owner, changed_by }: BreakerAnswer) {
  if (state === 'closed' || reason === undefined) return h('span', { class: 'faint' }, '–');
  return `${reason} (${owner ?? changed_by ?? 'by itself'})`;
}
