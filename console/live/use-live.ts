import { useEffect, useState } from 'preact/hooks';
import type { Resource } from '../api/resources.ts';
import { problemOf, type Problem } from '../api/problem.ts';
import { useConsole } from '../context.ts';
import { SETTLED_MS, settledPace } from './pace.ts';
import type { Known } from './poller.ts';

export interface Live<T> {
  /** What was seen last. */
  readonly body?: T;
  /** Why it is not newer. */
  readonly problem?: Problem;
}

/** What an address answers, again and again for as long as it is shown. Undefined asks for nothing. */
export function useLive<T>(
  resource: Resource<T> | undefined,
  pace: (body: T) => number = settledPace,
): Live<T> {
  const { poller } = useConsole();
  const path = resource?.path;
  const [seen, setSeen] = useState<{ readonly path?: string; readonly known: Known }>({ known: {} });
  useEffect(() => {
    if (resource === undefined || path === undefined) return undefined;
    return poller.watch(path, {
      pace: (body) => {
        const known = liveOf(resource, { body }).body;
        return known === undefined ? SETTLED_MS : pace(known);
      },
      tell: (known) => {
        setSeen({ path, known });
      },
    });
    // One address is one resource, and goes at one pace.
  }, [poller, path]);
  return resource && seen.path === path ? liveOf(resource, seen.known) : {};
}

/** What an address is known to answer, parsed. */
export function liveOf<T>(resource: Resource<T>, { body, problem }: Known): Live<T> {
  const told = problem ? { problem } : {};
  if (body === undefined) return told;
  try {
    return { ...told, body: resource.parse(body) };
  } catch (error) {
    const detail = `${resource.path} answers something else than this console knows: ${String(error)}`;
    return { problem: problemOf(200, { title: 'The answer can not be read', detail }) };
  }
}
