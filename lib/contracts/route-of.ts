import type { Role } from './names.ts';
import { ROUTES } from './routes.ts';

/** `PUT /v1/traffic/weights` */
export type RouteKey = keyof typeof ROUTES;

/** What a person calls with a token. */
export type PersonRoute = {
  [Key in RouteKey]: (typeof ROUTES)[Key]['auth'] extends Role ? Key : never;
}[RouteKey];

const KEYS = Object.keys(ROUTES) as readonly RouteKey[];
const PATTERNS = KEYS.map((key) => [key, patternOf(key)] as const);

/** The route that takes a request; undefined where none but `$default` does. @param path with or without a query */
export function routeOf(method: string, path: string): RouteKey | undefined {
  const asked = `${method} ${path.split('?')[0] ?? ''}`;
  // A route whose path is written out goes before one with a parameter there.
  return KEYS.find((key) => key === asked) ?? PATTERNS.find(([, pattern]) => pattern.test(asked))?.[0];
}

function patternOf(key: RouteKey): RegExp {
  const parts = key.split(/\{\w+\+?\}/).map((part) => part.replaceAll(/[.$]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(key.includes('+}') ? '.+' : '[^/]+')}$`);
}
