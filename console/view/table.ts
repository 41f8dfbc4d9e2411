import { h, type ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly isNumber?: boolean;
}

interface Props<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** In place of no rows. */
  readonly empty: string;
}

/** A table that scrolls by itself where it is too wide, by keyboard too. */
export function Table<Row>({ caption, columns, rows, keyOf, empty }: Props<Row>) {
  if (rows.length === 0) return h('p', { class: 'faint' }, empty);
  return h(
    'div',
    { class: 'wide', tabIndex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, ...columns.map(({ name }) => h('th', { scope: 'col' }, name)))),
      h(
        'tbody',
        {},
        ...rows.map((row) =>
          h(
            'tr',
            { key: keyOf(row) },
            ...columns.map(({ cell, isNumber = false }) =>
              h('td', { class: isNumber ? 'number' : '' }, cell(row)),
            ),
          ),
        ),
      ),
    ),
  );
}
