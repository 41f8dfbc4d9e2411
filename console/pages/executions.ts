import { h } from 'preact';
import { RESOURCES } from '../api/resources.ts';
import { openPace } from '../live/pace.ts';
import { useLive } from '../live/use-live.ts';
import { shown } from '../view/shown.ts';
import { ExecutionTable } from './execution-table.ts';

export function Executions() {
  const executions = useLive(RESOURCES.executions(), openPace);
  return [
    h('h1', {}, 'Executions of runbooks'),
    h(
      'section',
      {},
      shown(executions, ({ items }) =>
        h(ExecutionTable, { executions: items, empty: 'No runbook has run yet.' }),
      ),
    ),
  ];
}
