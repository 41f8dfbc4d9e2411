import { ROLES, type Role } from '../../lib/contracts/names.ts';

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

export const mayOperate = ({ roles }: Who): boolean => roles.includes('operator');
