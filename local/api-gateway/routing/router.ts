import type { RouteKey, Segment } from './route-key.ts';
import { bySpecificity } from './specificity.ts';

export interface RouteMatch<Route> {
  readonly route: Route;
  /** Percent-decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

export interface Router<Route> {
  /** `segments` are those of the path, percent-decoded one by one: a decoded slash separates nothing. */
  match(method: string, segments: readonly string[]): RouteMatch<Route> | undefined;
}

/** The most specific route wins. Throws when two routes would take the same requests. */
export function createRouter<Route extends { readonly key: RouteKey }>(
  routes: readonly Route[],
): Router<Route> {
  refuseTwins(routes.map(({ key }) => key));
  const ordered = routes.toSorted((left, right) => bySpecificity(left.key, right.key));
  return {
    match: (method, segments) => {
      for (const route of ordered) {
        if (route.key.method !== method && route.key.method !== 'ANY') continue;
        const pathParameters = matchPath(route.key.segments, segments);
        if (pathParameters) return { route, pathParameters: Object.fromEntries(pathParameters) };
      }
      return undefined;
    },
  };
}

type Parameter = readonly [name: string, value: string];

function matchPath(
  wanted: readonly Segment[] | undefined,
  given: readonly string[],
): readonly Parameter[] | undefined {
  if (!wanted) return [];
  const greedy = wanted.at(-1)?.kind === 'greedy';
  if (greedy ? given.length < wanted.length : given.length !== wanted.length) return undefined;
  const parameters: Parameter[] = [];
  for (const [index, segment] of wanted.entries()) {
    const text = given[index] ?? '';
    if (segment.kind === 'static') {
      if (segment.text !== text) return undefined;
    } else if (segment.kind === 'greedy') {
      parameters.push([segment.name, given.slice(index).join('/')]);
    } else {
      if (text === '') return undefined;
      parameters.push([segment.name, text]);
    }
  }
  return parameters;
}

/** `GET /a/{x}` and `GET /a/{y}` differ in nothing that a request could show. */
function refuseTwins(keys: readonly RouteKey[]): void {
  const seen = new Map<string, string>();
  for (const { text, method, segments } of keys) {
    const shape = `${method} ${segments?.map((part) => (part.kind === 'static' ? part.text : `{${part.kind}}`)).join('/') ?? '$default'}`;
    const twin = seen.get(shape);
    if (twin !== undefined) throw new Error(`The routes '${twin}' and '${text}' take the same requests`);
    seen.set(shape, text);
  }
}
