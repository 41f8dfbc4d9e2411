export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Where a node lies: layers go down, places within a layer to the right. */
export interface Spot {
  readonly layer: number;
  readonly place: number;
}

export interface Layout {
  readonly spots: ReadonlyMap<string, Spot>;
  /** Of each edge: the spots that it goes through between its ends, so that it crosses no node. */
  readonly bends: readonly (readonly Spot[])[];
  readonly layers: number;
  readonly widest: number;
}

/**
 * A layered drawing of a graph without cycles (after Sugiyama): a node lies below all that lead to it, an edge over
 * several layers takes a place of its own in each, and within a layer nodes lie in the order of what leads to them.
 */
export function layoutOf(nodes: readonly string[], edges: readonly Edge[]): Layout {
  const layerOf = longestPaths(nodes, edges);
  const layers: Cell[][] = [];
  const put = (layer: number, cell: Cell) => (layers[layer] ??= []).push(cell);
  for (const node of nodes) put(layerOf.get(node) ?? 0, { name: node, after: [] });
  const through = edges.map(({ from, to }, index) => {
    const [first, last] = [layerOf.get(from) ?? 0, layerOf.get(to) ?? 0];
    const names = Array.from(
      { length: Math.max(0, last - first - 1) },
      (_, i) => `${index}:${first + 1 + i}`,
    );
    const chain = [from, ...names, to];
    names.forEach((name, i) => put(first + 1 + i, { name, after: [chain[i] ?? ''] }));
    return names;
  });
  for (const { from, to } of edges) findCell(layers, to)?.after.push(from);
  const spots = placed(layers);
  return {
    spots: new Map(nodes.flatMap((node) => entryOf(spots, node))),
    bends: through.map((names) => names.flatMap((name) => spots.get(name) ?? [])),
    layers: layers.length,
    widest: Math.max(0, ...layers.map(({ length }) => length)),
  };
}

/** A node, or an edge on its way. */
interface Cell {
  readonly name: string;
  readonly after: string[];
}

const findCell = (layers: readonly Cell[][], wanted: string) =>
  layers.flat().find(({ name }) => name === wanted);

const entryOf = (spots: ReadonlyMap<string, Spot>, node: string): [string, Spot][] => {
  const spot = spots.get(node);
  return spot ? [[node, spot]] : [];
};

function longestPaths(nodes: readonly string[], edges: readonly Edge[]): ReadonlyMap<string, number> {
  const layers = new Map(nodes.map((node) => [node, 0]));
  // As many rounds as a path may have edges: one more would be a cycle, which ends here all the same.
  let rounds = nodes.length;
  while (rounds > 0) {
    rounds -= 1;
    const below = edges.filter(({ from, to }) => (layers.get(from) ?? 0) >= (layers.get(to) ?? 0));
    for (const { from, to } of below) layers.set(to, (layers.get(from) ?? 0) + 1);
    if (below.length === 0) rounds = 0;
  }
  return layers;
}

/** By the mean place of what leads there; what nothing leads to, and ties, stay as they came. */
function placed(layers: readonly (Cell[] | undefined)[]): ReadonlyMap<string, Spot> {
  const spots = new Map<string, Spot>();
  for (const [layer, cells = []] of layers.entries()) {
    const weighed = cells.map((cell, index) => ({ cell, weight: meanOf(spots, cell) ?? index }));
    weighed
      .toSorted((one, other) => one.weight - other.weight)
      .forEach(({ cell }, place) => spots.set(cell.name, { layer, place }));
  }
  return spots;
}

function meanOf(spots: ReadonlyMap<string, Spot>, { after }: Cell): number | undefined {
  const places = after.flatMap((name) => spots.get(name)?.place ?? []);
  return places.length === 0 ? undefined : places.reduce((sum, place) => sum + place, 0) / places.length;
}
