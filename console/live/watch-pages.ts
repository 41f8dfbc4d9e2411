import type { Problem } from '../api/problem.ts';
import type { Poller, Watch } from './poller.ts';

/** A list as far as it was read: pages one after the other. */
export interface PagesKnown {
  readonly bodies: readonly unknown[];
  readonly problem?: Problem;
}

export interface PagesWanted {
  readonly pathOf: (cursor: string | undefined) => string;
  /** Where the page after this one begins. */
  readonly nextOf: (body: unknown) => string | undefined;
  readonly count: number;
  readonly pace: Watch['pace'];
  readonly tell: (known: PagesKnown) => void;
}

interface Link {
  readonly path: string;
  stop: () => void;
  problem?: Problem | undefined;
}

/**
 * Watches the first pages of a list, each found by the cursor of the one before it: lines that come push others to the
 * next page, and none is lost between two. Pages that are looked for anew show what they were until then.
 */
export function watchPages(poller: Pick<Poller, 'watch'>, wanted: PagesWanted): () => void {
  const { pathOf, nextOf, count, pace, tell } = wanted;
  const links: Link[] = [];
  const bodies: unknown[] = [];
  const stopFrom = (index: number) => {
    for (const { stop } of links.splice(index)) stop();
  };
  const take = (index: number, body: unknown) => {
    bodies[index] = body;
    const next = nextOf(body);
    if (next !== undefined && index + 1 < count) follow(index + 1, pathOf(next));
    else {
      stopFrom(index + 1);
      bodies.length = index + 1;
    }
  };
  const follow = (index: number, path: string) => {
    if (links[index]?.path === path) return;
    stopFrom(index);
    const link: Link = { path, stop: () => undefined };
    links.push(link);
    link.stop = poller.watch(path, {
      pace,
      tell: ({ body, problem }) => {
        link.problem = problem;
        if (body !== undefined) take(index, body);
        const failed = links.find((one) => one.problem)?.problem;
        tell({ bodies: [...bodies], ...(failed && { problem: failed }) });
      },
    });
  };
  follow(0, pathOf(undefined));
  return () => {
    stopFrom(0);
  };
}
