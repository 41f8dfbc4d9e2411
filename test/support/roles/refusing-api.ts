import { PROBLEMS } from '../../../lib/contracts/problems.ts';
import { routeOf, type RouteKey } from '../../../lib/contracts/route-of.ts';
import { ROUTES } from '../../../lib/contracts/routes.ts';
import { exampleAnswer } from '../openapi/examples.ts';

/** Routes that may change something, by their methods. */
export const MUTATING = Object.keys(ROUTES).filter((key): key is RouteKey => /^(POST|PUT|DELETE) /.test(key));

type Answered = readonly [status: number, body: unknown];

/** What is changed for a test in what the document shows of a route. */
export type Tweaks = Partial<Readonly<Record<RouteKey, (example: object) => unknown>>>;

/** Shows what the document shows, the one page that there is of it, and refuses all changes as it does who lacks the role. */
export function refusingAnswer(method: string, path: string, tweaks: Tweaks = {}): Answered {
  const route = routeOf(method, path);
  if (route === undefined) return [404, { title: 'There is no such route' }];
  if (MUTATING.includes(route)) return [403, refusalOf(route)];
  const example = { ...(exampleAnswer(method, path) as object), next_cursor: undefined };
  return [200, tweaks[route]?.(example) ?? example];
}

function refusalOf(route: RouteKey) {
  const { status, title } = PROBLEMS.forbidden;
  return { type: 'about:blank', status, title, code: 'forbidden', detail: lackOf(route) };
}

/** `This needs the role operator` */
export const lackOf = (route: RouteKey): string => `This needs the role ${ROUTES[route].auth}`;
