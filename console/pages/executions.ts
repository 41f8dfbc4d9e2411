import { h } from 'preact';
import { LISTS } from '../api/lists.ts';
import { openPace } from '../live/pace.ts';
import { usePages } from '../live/use-pages.ts';
import { More } from '../view/more.ts';
import { shown } from '../view/shown.ts';
import { ExecutionTable } from './execution-table.ts';

export function Executions() {
  const executions = usePages(LISTS.executions(), openPace);
  return [
    h('h1', {}, 'Executions of runbooks'),
    h(
      'section',
      {},
      shown(executions, ({ items }) =>
        h(ExecutionTable, { executions: items, empty: 'No runbook has run yet.' }),
      ),
      h(More, { pages: executions }),
    ),
  ];
}
