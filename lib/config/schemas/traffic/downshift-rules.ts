import * as v from 'valibot';
import { rule } from '../../check/rule.ts';
import type { Rule } from '../../check/rule.ts';
import type { Finding } from '../../problem.ts';
import { modeKeys, unlessKeysKnown, unlessKnown } from './known-names.ts';
import { traffic } from './sections.ts';

type Downshift = Readonly<Record<string, string>>;

export const downshiftRules: readonly Rule[] = [
  rule(v.object({ modes: modeKeys, downshift: traffic.downshift }), ({ modes, downshift }) => [
    ...unlessKeysKnown(['downshift'], downshift, modes),
    ...Object.entries(downshift).flatMap(([from, to]) => unlessKnown(['downshift', from], to, modes)),
  ]),
  rule(v.object({ downshift: traffic.downshift }), ({ downshift }) =>
    Object.keys(downshift).flatMap((mode) => cycleFrom(downshift, mode)),
  ),
];

/** A cycle is told once, at the first of its modes in the alphabet; a mode that downshifts to itself is one too. */
function cycleFrom(downshift: Downshift, start: string): Finding[] {
  const way = [start];
  let next = downshift[start];
  while (next !== undefined && !way.includes(next)) {
    way.push(next);
    next = downshift[next];
  }
  if (next !== start || way.some((mode) => mode < start)) return [];
  return [
    {
      path: ['downshift', start],
      found: `the cycle ${[...way, start].join(' -> ')}`,
      allowed: 'a way down that ends',
    },
  ];
}
