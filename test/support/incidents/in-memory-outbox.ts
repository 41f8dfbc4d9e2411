import type { GivenUpNotification, NotificationItem } from '../../../lib/contracts/notification.ts';
import type { NotificationOutbox } from '../../../lib/incidents/notifications.ts';

const keyOf = ({ line_id, incident_id }: Pick<NotificationItem, 'line_id' | 'incident_id'>): string =>
  `${line_id}#${incident_id}`;

export class InMemoryNotificationOutbox implements NotificationOutbox {
  readonly items = new Map<string, NotificationItem>();
  readonly letters = new Map<string, GivenUpNotification>();

  put(...items: readonly NotificationItem[]): void {
    for (const item of items) this.items.set(keyOf(item), item);
  }

  due(): Promise<readonly NotificationItem[]> {
    const sorted = [...this.items].toSorted(([one], [other]) => (one < other ? -1 : 1));
    return Promise.resolve(sorted.map(([, item]) => item));
  }

  claim(
    item: NotificationItem,
    { now, until }: { readonly now: number; readonly until: number },
  ): Promise<boolean> {
    const standing = this.items.get(keyOf(item));
    const isFree = standing && (standing.claimed_until ?? 0) <= now;
    if (!isFree || standing.delivered.join() !== item.delivered.join()) return Promise.resolve(false);
    this.put({ ...standing, claimed_until: until });
    return Promise.resolve(true);
  }

  settle(item: NotificationItem, delivered: readonly string[]): Promise<void> {
    const standing = this.items.get(keyOf(item));
    if (standing) this.put({ ...standing, claimed_until: 0, delivered: [...delivered] });
    return Promise.resolve();
  }

  remove(item: NotificationItem): Promise<void> {
    this.items.delete(keyOf(item));
    return Promise.resolve();
  }

  giveUp(item: NotificationItem, channels: readonly string[]): Promise<void> {
    const { incident_id, line_id, kind, at } = item;
    const missing = new Set([...(this.letters.get(keyOf(item))?.missing ?? []), ...channels]);
    this.letters.set(keyOf(item), { incident_id, line_id, kind, at, missing: [...missing] });
    return Promise.resolve();
  }

  givenUp(): Promise<readonly GivenUpNotification[]> {
    return Promise.resolve([...this.letters.values()]);
  }

  revive(
    letter: GivenUpNotification,
    { delivered, now }: { readonly delivered: readonly string[]; readonly now: number },
  ): Promise<boolean> {
    const { incident_id, line_id, kind } = letter;
    const item = { incident_id, line_id, kind, at: now, delivered: [...delivered] };
    if (this.items.has(keyOf(item))) return Promise.resolve(false);
    this.put(item);
    this.letters.delete(keyOf(item));
    return Promise.resolve(true);
  }
}
