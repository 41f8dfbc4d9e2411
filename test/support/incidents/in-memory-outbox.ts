import type { NotificationItem } from '../../../lib/contracts/notification.ts';
import type { NotificationOutbox } from '../../../lib/incidents/notifications.ts';

const keyOf = ({ line_id, incident_id }: NotificationItem): string => `${line_id}#${incident_id}`;

export class InMemoryNotificationOutbox implements NotificationOutbox {
  readonly items = new Map<string, NotificationItem>();

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
}
