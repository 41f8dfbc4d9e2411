import { systemClock, type Clock } from '../../lib/shared/clock.ts';
import { bearer, nobody, signed, type AccessKey } from '../credentials.ts';
import type { Credential } from '../api-client.ts';
import type { AlarmSeen } from '../events/looks.ts';

/** The stage that a launch is rehearsed on, and how it is reached. */
export interface Stage {
  readonly url: string;
  readonly region: string;
  readonly noAuth: boolean;
  /** By which it counts and reports: it may have been moved. */
  readonly clock: Clock;
  /** Of the serving team. */
  readonly serviceKey: AccessKey;
  readonly trainerKey: AccessKey;
  /** An access token of the user of that name: viewer, operator, approver. */
  readonly tokenOf: (username: string) => Promise<string>;
  readonly alarms: () => Promise<readonly AlarmSeen[]>;
}

export async function person({ noAuth, tokenOf }: Stage, username: string): Promise<Credential> {
  return noAuth ? nobody : bearer(await tokenOf(username));
}

export function trainerOf({ noAuth, trainerKey, region }: Stage): Credential {
  return noAuth ? nobody : signed(trainerKey, region);
}

/** How far a clock is ahead of this machine's, in milliseconds. */
export function aheadOf(clock: Clock): number {
  for (;;) {
    const [before, there, after] = [systemClock.now(), clock.now(), systemClock.now()];
    if (before === after) return there - before;
  }
}
