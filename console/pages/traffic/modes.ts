import { h } from 'preact';
import type { TrafficAnswer } from '../../../lib/contracts/answers/traffic.ts';
import { downshiftAction, restoreAction, weightsAction } from '../../actions/traffic-actions.ts';
import { useConsole } from '../../context.ts';
import { mayUse } from '../../session/who.ts';
import { ActionButton } from '../../view/action-button.ts';
import { Facts } from '../../view/facts.ts';
import { OnlyFor } from '../../view/only-for.ts';
import { Table, type Column } from '../../view/table.ts';
import { clockText, spanText } from '../../view/times.ts';

interface Props {
  readonly traffic: TrafficAnswer;
}

/** The weights, and which modes are answered as another one. */
export function Modes({ traffic }: Props) {
  const { who } = useConsole();
  const { weights, weights_version, strategy, fallback_mode, sticky } = traffic;
  const acting: Column<string> = { name: 'Do', cell: (mode) => h(Deed, { traffic, mode }) };
  const columns: readonly Column<string>[] = [
    { name: 'Mode', cell: (mode) => mode },
    { name: 'Weight', cell: (mode) => `${String(weights[mode])} %`, isNumber: true },
    { name: 'Is answered as', cell: (mode) => h(AnsweredAs, { traffic, mode }) },
  ];
  return [
    h(Table<string>, {
      caption: `Version ${weights_version} of the weights`,
      columns: mayUse(who, 'PUT /v1/traffic/downshifts/{mode}') ? [...columns, acting] : columns,
      rows: Object.keys(weights),
      keyOf: (mode) => mode,
      empty: 'No mode is configured.',
    }),
    h(Facts, {
      facts: [
        ['Strategy', strategy.replaceAll('_', ' ')],
        ['When a mode is full or fails', `${fallback_mode} answers`],
        [
          'A session keeps its mode',
          sticky.enabled ? `for ${spanText(sticky.ttl_seconds * 1_000)}` : 'for one request',
        ],
      ],
    }),
    h(
      OnlyFor,
      { route: 'PUT /v1/traffic/weights', what: 'Changing it' },
      h(ActionButton, { label: 'Change the weights…', action: weightsAction(traffic) }),
    ),
  ];
}

function AnsweredAs({ traffic: { downshifts }, mode }: Props & { readonly mode: string }) {
  const downshift = downshifts[mode];
  if (!downshift) return h('span', { class: 'faint' }, 'itself');
  const { to, owner, reason, until } = downshift;
  const end = until === undefined ? 'until it is restored' : `until ${clockText(until)}`;
  return [h('strong', {}, to), ` ${end}, by ${owner}: ${reason}`];
}

function Deed({ traffic, mode }: Props & { readonly mode: string }) {
  return traffic.downshifts[mode]
    ? h(ActionButton, { label: `Restore ${mode}…`, action: restoreAction(traffic, mode), isSmall: true })
    : h(ActionButton, { label: `Downshift ${mode}…`, action: downshiftAction(traffic, mode), isSmall: true });
}
