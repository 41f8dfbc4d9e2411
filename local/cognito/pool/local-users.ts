import { randomBytes, randomUUID } from 'node:crypto';
import type { User } from './user.ts';

export const ADMIN = 'admin';

/** One user for each group, named like it and in no other, and `admin` in all of them. */
export const localUsers = (groups: readonly string[], now: number): User[] => [
  ...groups.filter((group) => group !== ADMIN).map((group) => localUser(group, [group], now)),
  localUser(ADMIN, groups, now),
];

function localUser(username: string, groups: readonly string[], now: number): User {
  return {
    username,
    sub: randomUUID(),
    groups,
    attributes: {},
    enabled: true,
    status: 'CONFIRMED',
    password: randomBytes(12).toString('base64url'),
    local: true,
    createdAt: now,
    modifiedAt: now,
  };
}
