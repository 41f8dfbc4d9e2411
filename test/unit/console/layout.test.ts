import fc from 'fast-check';
import { layoutOf, type Edge } from '../../../console/graph/layout.ts';

const graph = fc
  .integer({ min: 1, max: 12 })
  .chain((count) =>
    fc.tuple(
      fc.constant(Array.from({ length: count }, (_, index) => `n${index}`)),
      fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 20 }),
    ),
  )
  // Edges go from a lower number to a higher one: no cycles.
  .map(([nodes, pairs]) => ({
    nodes,
    edges: pairs
      .filter(([one, other]) => one !== other)
      .map(([one, other]): Edge => ({ from: `n${Math.min(one, other)}`, to: `n${Math.max(one, other)}` })),
  }));

describe('the drawing of a graph', () => {
  it('puts every node below all that lead to it, no two on one spot, and edges around nodes', () => {
    fc.assert(
      fc.property(graph, ({ nodes, edges }) => {
        const { spots, bends, layers, widest } = layoutOf(nodes, edges);

        const taken = [...spots.values(), ...bends.flat()].map(({ layer, place }) => `${layer}/${place}`);
        expect(spots.size).toBe(nodes.length);
        expect(new Set(taken).size).toBe(taken.length);
        for (const [index, { from, to }] of edges.entries()) {
          const [first, last] = [spots.get(from)?.layer ?? NaN, spots.get(to)?.layer ?? NaN];
          expect(last).toBeGreaterThan(first);
          expect(bends[index]?.map(({ layer }) => layer)).toEqual(
            Array.from({ length: last - first - 1 }, (_, step) => first + 1 + step),
          );
        }
        for (const { layer, place } of spots.values()) expect(layer < layers && place < widest).toBe(true);
      }),
    );
  });

  it('comes to an end where there is a cycle, too', () => {
    const { spots } = layoutOf(
      ['a', 'b'],
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
      ],
    );

    expect(spots.size).toBe(2);
  });

  it('of nothing is empty', () => {
    expect(layoutOf([], [])).toMatchObject({ layers: 0, widest: 0 });
  });
});
