import type { Clock } from '../shared/clock.ts';
import type { NotificationChannel, NotificationOutbox } from './notifications.ts';

export interface RedeliveryDependencies {
  readonly outbox: NotificationOutbox;
  readonly channels: readonly Pick<NotificationChannel, 'name'>[];
  readonly clock: Clock;
}

/**
 * Makes all that was given up due again, for the channels that never got it.
 * @returns how many: those that are still due for other channels are left for the next time
 */
export async function redeliver({ outbox, channels, clock }: RedeliveryDependencies): Promise<number> {
  let revived = 0;
  for (const letter of await outbox.givenUp()) {
    const delivered = channels.map(({ name }) => name).filter((name) => !letter.missing.includes(name));
    if (await outbox.revive(letter, { delivered, now: clock.now() })) revived += 1;
  }
  return revived;
}
