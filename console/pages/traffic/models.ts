import { h } from 'preact';
import type { BreakerAnswer } from '../../../lib/contracts/answers/breakers.ts';
import { breakerAction, breakerOrders } from '../../actions/breaker-actions.ts';
import { useConsole } from '../../context.ts';
import { mayUse } from '../../session/who.ts';
import { ActionButton } from '../../view/action-button.ts';
import { BREAKER_COLUMNS } from '../../view/breaker-columns.ts';
import { OnlyFor } from '../../view/only-for.ts';
import { Table, type Column } from '../../view/table.ts';

const FORCING = 'PUT /v1/breakers/{model}';

const DEEDS: Column<BreakerAnswer> = {
  name: 'Do',
  cell: (breaker) =>
    h(
      'span',
      { class: 'deeds' },
      ...breakerOrders(breaker).map((order) => {
        const action = breakerAction(breaker, order);
        return h(ActionButton, { key: order, label: `${action.confirm}…`, action, isSmall: true });
      }),
    ),
};

/** The breakers, and what may be asked of them. */
export function Models({ breakers }: { readonly breakers: readonly BreakerAnswer[] }) {
  const { who } = useConsole();
  const mayForce = mayUse(who, FORCING);
  return [
    h(Table<BreakerAnswer>, {
      caption: 'Which models are avoided',
      columns: mayForce ? [...BREAKER_COLUMNS, DEEDS] : BREAKER_COLUMNS,
      rows: breakers,
      keyOf: ({ model }) => model,
      empty: 'No model has a breaker.',
    }),
    !mayForce && h(OnlyFor, { route: FORCING, what: 'Forcing a breaker' }),
  ];
}
