import { useMemo } from 'preact/hooks';
import { RESOURCES } from '../../api/resources.ts';
import { joined } from '../../charts/joined.ts';
import { OPEN_MS } from '../../live/pace.ts';
import { useChain } from '../../live/use-chain.ts';

/** Twice as many as a chart is wide; a run of a million steps has no more. */
const POINTS = 600;

/** Half as often as the run: a chart is the largest thing that is read. */
const pace = (): number => 2 * OPEN_MS;

/** The series of a run: what is too long to be read at once in parts, one more each time `more` is called. */
export function useChart(run: string) {
  const { bodies, ...chain } = useChain({
    at: (from) => RESOURCES.chart(run, POINTS, from),
    nextOf: ({ next_from: from }) => (from === undefined ? undefined : String(from)),
    pace,
  });
  // An answer keeps its identity until there is a newer one, and so does what is made of them.
  const body = useMemo(() => (bodies.length === 0 ? undefined : joined(bodies)), bodies);
  return { ...chain, ...(body && { body }) };
}
