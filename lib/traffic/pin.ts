import type { Mode } from '../contracts/mode.ts';

/** A session's assignment: which mode was drawn for it, and until when it holds. */
export interface Pin {
  readonly mode: Mode;
  readonly weightsVersion: number;
  /** Seconds since the epoch, as DynamoDB's TTL wants it. */
  readonly expiresAtSeconds: number;
  /** Names the claim that made it, so that a claim whose answer was lost recognises its own pin. */
  readonly assignmentId: string;
}

/** What a pin is held against when it is read. */
export interface PinRule {
  readonly nowSeconds: number;
  readonly modes: readonly Mode[];
  readonly minimumVersion: number;
}

/** A table's TTL only cleans up, days later: whether a pin still holds is decided here. */
export function isLive(pin: Pin, rule: PinRule): boolean {
  return (
    pin.expiresAtSeconds > rule.nowSeconds &&
    pin.weightsVersion >= rule.minimumVersion &&
    rule.modes.includes(pin.mode)
  );
}
