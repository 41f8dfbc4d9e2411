import { ROLES, type Role } from '../../lib/contracts/names.ts';
import { routeOf, type RouteKey } from '../../lib/contracts/route-of.ts';
import { ROUTES } from '../../lib/contracts/routes.ts';
import type { Call } from '../api/call.ts';

export interface Who {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Milliseconds since the epoch. Absent for what is no JWT. */
  readonly expiresAt?: number;
}

/** Seconds. Dates end there. */
const FAR_AWAY = 8.64e12;

/** A stack without authorization takes any token, and whoever brings one may do everything. */
const LOCAL: Who = { name: 'local', roles: ROLES };

/**
 * Whom a token speaks of, and what he may ask for: to show him no button that would be refused. It is the API that
 * decides, so nothing is verified here.
 */
export function whoOf(token: string): Who {
  const claims = claimsOf(token);
  if (!claims) return LOCAL;
  const groups = claims['cognito:groups'];
  const held = Array.isArray(groups) ? groups : [];
  const expiresAt = claims['exp'];
  return {
    name: [claims['username'], claims['sub']].find((name) => typeof name === 'string') ?? 'somebody',
    roles: ROLES.filter((role) => held.includes(role)),
    ...(typeof expiresAt === 'number' && Math.abs(expiresAt) < FAR_AWAY && { expiresAt: expiresAt * 1_000 }),
  };
}

function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return undefined;
  try {
    const bytes = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
    const claims: unknown = JSON.parse(text);
    return typeof claims === 'object' && claims !== null ? { ...claims } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a route is for him. What viewers read, every role does. */
export function mayUse({ roles }: Pick<Who, 'roles'>, route: RouteKey): boolean {
  const { auth } = ROUTES[route];
  return auth === 'viewer' ? roles.length > 0 : roles.some((role) => role === auth);
}

/** Likewise of a request. */
export function maySend(who: Pick<Who, 'roles'>, { method, path }: Pick<Call, 'method' | 'path'>): boolean {
  const route = routeOf(method, path);
  return route !== undefined && mayUse(who, route);
}
