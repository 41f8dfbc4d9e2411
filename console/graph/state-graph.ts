import { h } from 'preact';
import type { Layout, Spot } from './layout.ts';
import { layoutOf } from './layout.ts';
import type { NodeStatus, StateGraph, StateNode } from './states.ts';

const NODE = { width: 290, height: 40 } as const;
const APART = { x: 24, y: 14 } as const;

const SIGNS: Readonly<Record<NodeStatus, string>> = {
  idle: '·',
  running: '◐',
  asking: '?',
  succeeded: '✓',
  failed: '✕',
  aborted: '✕',
  skipped: '–',
};

interface Props {
  readonly graph: StateGraph;
  readonly chosen?: string | undefined;
  readonly onChoose?: (id: string) => void;
}

const xOf = ({ place }: Spot): number => place * (NODE.width + APART.x) + NODE.width / 2 + 2;
const yOf = ({ layer }: Spot): number => layer * (NODE.height + APART.y) + 2;

/** The states of a runbook from top to bottom, coloured by how they went. Each can be chosen, by keyboard too. */
export function StateGraphView({ graph, chosen, onChoose }: Props) {
  const { nodes, edges } = graph;
  const layout = layoutOf(
    nodes.map(({ id }) => id),
    edges,
  );
  const width = layout.widest * (NODE.width + APART.x) - APART.x + 4;
  const height = layout.layers * (NODE.height + APART.y) - APART.y + 4;
  return h(
    'div',
    { class: 'graph', role: 'group', 'aria-label': 'States of the runbook' },
    h(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, width, height },
      ...edges.map(({ from, to, isTaken }, index) =>
        h('path', { class: isTaken ? 'edge taken' : 'edge', d: edgePath(layout, { from, to, index }) }),
      ),
      ...nodes.map((node) => {
        const spot = layout.spots.get(node.id);
        return spot && h(NodeView, { key: node.id, node, spot, isChosen: node.id === chosen, onChoose });
      }),
    ),
  );
}

interface NodeProps {
  readonly node: StateNode;
  readonly spot: Spot;
  readonly isChosen: boolean;
  readonly onChoose: Props['onChoose'];
}

function NodeView({ node: { id, label, status }, spot, isChosen, onChoose }: NodeProps) {
  const choose = () => onChoose?.(id);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  };
  const acting = onChoose && {
    role: 'button',
    tabIndex: 0,
    'aria-pressed': isChosen,
    onClick: choose,
    onKeyDown,
  };
  return h(
    'g',
    {
      class: `node ${status}${isChosen ? ' chosen' : ''}`,
      transform: `translate(${xOf(spot) - NODE.width / 2} ${yOf(spot)})`,
      'aria-label': `${label}: ${status}`,
      ...acting,
    },
    h('rect', { ...NODE, rx: 6 }),
    h('text', { x: 16, y: 25, 'text-anchor': 'middle', 'aria-hidden': 'true' }, SIGNS[status]),
    h('text', {}, linesOf(label)),
    h('title', {}, `${label}: ${status}`),
  );
}

/** SVG does not wrap by itself. */
const MOST_LETTERS = 36;

/** In one line, or in two where it is too long for one. */
function linesOf(label: string) {
  const end = label.length <= MOST_LETTERS ? label.length : label.lastIndexOf(' ', MOST_LETTERS);
  const first = label.slice(0, end === -1 ? MOST_LETTERS : end);
  const rest = label.slice(first.length).trim();
  const isOne = rest === '';
  // With the space between them: read as one, they are the label.
  return [
    h('tspan', { x: 30, y: isOne ? 25 : 17 }, isOne ? first : `${first} `),
    !isOne && h('tspan', { x: 30, y: 33 }, rest),
  ];
}

function edgePath(
  { spots, bends }: Layout,
  { from, to, index }: { readonly from: string; readonly to: string; readonly index: number },
): string {
  const [start, end] = [spots.get(from), spots.get(to)];
  if (!start || !end) return '';
  const way = [...(bends[index] ?? []), end];
  let [x, y] = [xOf(start), yOf(start) + NODE.height];
  let path = `M${x} ${y}`;
  for (const spot of way) {
    const [nextX, nextY] = [xOf(spot), yOf(spot)];
    const middle = (y + nextY) / 2;
    path += `C${x} ${middle} ${nextX} ${middle} ${nextX} ${nextY}`;
    [x, y] = [nextX, nextY];
    if (spot !== end) path += `V${(y += NODE.height)}`;
  }
  return path;
}
