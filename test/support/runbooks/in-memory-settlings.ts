import type { SettlingItem } from '../../../lib/contracts/settling-item.ts';
import type { Settlings } from '../../../lib/runbooks/settle-ports.ts';

export class InMemorySettlings implements Settlings {
  readonly items = new Map<string, SettlingItem>();

  put(settling: SettlingItem): Promise<void> {
    const { since = 0 } = this.items.get(settling.incident_id) ?? {};
    if (since <= settling.since) this.items.set(settling.incident_id, settling);
    return Promise.resolve();
  }

  remove({ incident_id, execution_id }: SettlingItem): Promise<void> {
    if (this.items.get(incident_id)?.execution_id === execution_id) this.items.delete(incident_id);
    return Promise.resolve();
  }

  all(): Promise<readonly SettlingItem[]> {
    return Promise.resolve([...this.items.values()]);
  }
}
