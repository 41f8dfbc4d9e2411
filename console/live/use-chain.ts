import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import type { Resource } from '../api/resources.ts';
import { useConsole } from '../context.ts';
import { liveOf } from './use-live.ts';
import { watchPages, type PagesKnown } from './watch-pages.ts';

export interface ChainOf<T> {
  /** `undefined` is the first part. */
  readonly at: (cursor?: string) => Resource<T>;
  /** Where the part after this one begins. */
  readonly nextOf: (body: T) => string | undefined;
  readonly pace: () => number;
}

export interface Chain<T> {
  readonly bodies: readonly T[];
  readonly problem?: Problem;
  /** Reads one more part. Absent when there is none. */
  readonly more?: () => void;
}

/** What is answered in parts, again and again, as many of them as somebody has asked for. */
export function useChain<T>({ at, nextOf, pace }: ChainOf<T>): Chain<T> {
  const { poller } = useConsole();
  const first = at().path;
  const [seen, setSeen] = useState<PagesKnown & { readonly first: string }>({ first, bodies: [] });
  const [wanted, setWanted] = useState({ first, count: 1 });
  const count = wanted.first === first ? wanted.count : 1;
  useEffect(
    () =>
      watchPages(poller, {
        pathOf: (cursor) => at(cursor).path,
        nextOf: (body) => nextIn(liveOf(at(), { body }), nextOf),
        count,
        pace,
        tell: (known) => {
          setSeen({ ...known, first });
        },
      }),
    // One address of a first part is one chain, and goes at one pace.
    [poller, first, count],
  );
  if (seen.first !== first) return { bodies: [] };
  const parts = seen.bodies.map((body) => liveOf(at(), { body }));
  const problem = parts.find((part) => part.problem)?.problem ?? seen.problem;
  const bodies = parts.flatMap(({ body }) => (body === undefined ? [] : [body]));
  const hasMore = nextIn({ body: bodies.at(-1) }, nextOf) !== undefined;
  const more = () => {
    setWanted({ first, count: bodies.length + 1 });
  };
  return { bodies, ...(problem && { problem }), ...(hasMore && { more }) };
}

function nextIn<T>(
  { body }: { readonly body?: T | undefined },
  nextOf: (body: T) => string | undefined,
): string | undefined {
  return body === undefined ? undefined : nextOf(body);
}
