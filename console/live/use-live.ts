import { useEffect, useState } from 'preact/hooks';
import type { Resource } from '../api/resources.ts';
import type { Problem } from '../api/problem.ts';
import { useConsole } from '../context.ts';
import { settledPace } from './pace.ts';
import type { Known } from './poller.ts';

export interface Live<T> {
  /** What was seen last. */
  readonly body?: T;
  readonly etag?: string;
  /** Why it is not newer. */
  readonly problem?: Problem;
}

/** What an address answers, again and again for as long as it is shown. Undefined asks for nothing. */
export function useLive<T>(
  resource: Resource<T> | undefined,
  pace: (body: T | undefined) => number = settledPace,
): Live<T> {
  const { poller } = useConsole();
  const path = resource?.path;
  const [seen, setSeen] = useState<{ readonly path?: string; readonly known: Known }>({ known: {} });
  useEffect(() => {
    if (path === undefined) return undefined;
    return poller.watch(path, {
      pace: (body) => pace(typed<T>(body)),
      tell: (known) => {
        setSeen({ path, known });
      },
    });
    // How fast it goes is the same for one address.
  }, [poller, path]);
  const { body, ...rest } = seen.path === path ? seen.known : {};
  const known = typed<T>(body);
  return { ...rest, ...(known !== undefined && { body: known }) };
}

/**
 * The one place that takes the API at its word: page and API are deployed together, and tests hold what handlers answer
 * to the contract. A page that fails over an answer all the same says so: view/guard.ts.
 */
function typed<T>(body: unknown): T | undefined {
  return body as T | undefined;
}
