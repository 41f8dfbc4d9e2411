/** An answer as it is kept for repetitions. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Anything JSON can hold. */
  readonly body: unknown;
}

export interface Claim {
  /** Names the caller, the resource and the Idempotency-Key together. */
  readonly key: string;
  /** Of everything that must be the same for a repetition. */
  readonly fingerprint: string;
  /** One try; no two share one. The fencing token of the record. */
  readonly owner: string;
  /** Milliseconds since the epoch, these three. */
  readonly now: number;
  readonly leaseUntil: number;
  readonly expiresAt: number;
}

/** What stands under a key: a try that has begun, or its answer. Without an answer when that is made anew each time. */
export interface IdempotencyRecord {
  readonly fingerprint: string;
  readonly state: 'begun' | 'done';
  readonly answer?: KeptAnswer;
}

export type Completion =
  | { readonly isRecorded: true }
  /** Fenced off: another try has taken the record over since. `standing` is missing when that one has given up. */
  | { readonly isRecorded: false; readonly standing?: IdempotencyRecord };

type Held = Pick<Claim, 'key' | 'owner'>;

/** Throws StoreUnavailableError or StoreDeniedError. A repetition of a call whose answer was lost is the same call. */
export interface IdempotencyStore {
  /**
   * Takes the key for this try if it is free: never used, expired, or held with the same fingerprint by a try whose
   * lease has run out. Otherwise answers with what stands.
   */
  claim(claim: Claim): Promise<IdempotencyRecord | undefined>;
  /** Ends the try. Only its owner can, and only while it has begun. */
  complete(held: Held & Pick<Claim, 'expiresAt'>, answer?: KeptAnswer): Promise<Completion>;
  /** Frees the key again, if the try still holds it. */
  release(held: Held): Promise<void>;
}
