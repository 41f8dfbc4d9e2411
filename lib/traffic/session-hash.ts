import { createHash } from 'node:crypto';

/** 2^48: six bytes of a hash make an integer that a double holds exactly. */
const RANGE = 2 ** 48;

/** A point in [0, 1) that depends on nothing but the session id, so every container draws alike. */
export function sessionPoint(sessionId: string): number {
  return createHash('sha256').update(sessionId).digest().readUIntBE(0, 6) / RANGE;
}
