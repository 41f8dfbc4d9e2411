import type { Mode } from '../contracts/mode.ts';

/** The selection that a lease belongs to. */
export interface LeaseOwner {
  readonly mode: Mode;
  /** Milliseconds since the epoch, of the selection: decides the bucket that holds the lease. */
  readonly at: number;
  readonly nonce: string;
}

/** One request in flight at one replica. */
export interface Lease {
  readonly replica: string;
  /** Tells apart the leases of one bucket. */
  readonly token: string;
}

/** 48 of the nonce's 96 random bits: two of a thousand leases in flight are alike once in 10^8 tries. */
const TOKEN_CHARACTERS = 8;

const LEASE_ID = /^([a-z0-9][a-z0-9._-]{0,62})\.([A-Za-z0-9_-]{1,8})$/;

export function leaseFor(replica: string, { nonce }: LeaseOwner): Lease {
  return { replica, token: nonce.slice(0, TOKEN_CHARACTERS) };
}

/** `<replica>.<token>`. Needs no signature: it is worth something only beside the signed id of its own selection. */
export function leaseIdOf({ replica, token }: Lease): string {
  return `${replica}.${token}`;
}

/** The lease that an id names, or undefined unless this selection can have been given it. */
export function readLease(leaseId: string, { nonce }: Pick<LeaseOwner, 'nonce'>): Lease | undefined {
  const [, replica, token] = LEASE_ID.exec(leaseId) ?? [];
  const isOwn = replica !== undefined && token === nonce.slice(0, TOKEN_CHARACTERS);
  return isOwn ? { replica, token } : undefined;
}
