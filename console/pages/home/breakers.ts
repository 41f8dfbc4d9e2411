import { h } from 'preact';
import type { BreakerAnswer } from '../../../lib/contracts/answers/breakers.ts';
import { addressOf } from '../../routing.ts';
import { BREAKER_COLUMNS } from '../../view/breaker-columns.ts';
import { Table } from '../../view/table.ts';

/** Which models are avoided, and why. */
export function Breakers({ breakers }: { readonly breakers: readonly BreakerAnswer[] }) {
  return [
    h(Table<BreakerAnswer>, {
      caption: 'Which models are avoided',
      columns: BREAKER_COLUMNS,
      rows: breakers,
      keyOf: ({ model }) => model,
      empty: 'No model has a breaker.',
    }),
    h('p', {}, h('a', { href: addressOf('traffic') }, 'Weights, downshifts and breakers')),
  ];
}
