import * as v from 'valibot';
import { drillSummary, type DrillItem, type DrillState } from '../../../lib/contracts/drill-item.ts';
import type { DrillPage, DrillStore } from '../../../lib/runbooks/drills/ports.ts';

export class InMemoryDrillStore implements DrillStore {
  readonly items = new Map<string, DrillItem>();
  #state: DrillState | undefined;

  begin(drill: DrillItem): Promise<DrillItem> {
    const standing = this.items.get(drill.drill_id) ?? this.#running();
    if (!standing) this.items.set(drill.drill_id, drill);
    return Promise.resolve(standing ?? drill);
  }

  read(id: string): Promise<DrillItem | undefined> {
    return Promise.resolve(this.items.get(id));
  }

  running(): Promise<DrillItem | undefined> {
    return Promise.resolve(this.#running());
  }

  complete(drill: DrillItem): Promise<void> {
    if (this.#running()?.drill_id !== drill.drill_id) return Promise.resolve();
    this.items.set(drill.drill_id, drill);
    const at = drill.ended_at ?? 0;
    this.#state = { since: this.#state?.since ?? at, completed_at: at };
    return Promise.resolve();
  }

  list({ limit, after }: Parameters<DrillStore['list']>[0]): Promise<DrillPage> {
    const rest = [...this.items.values()]
      .filter(({ drill_id }) => after === undefined || drill_id < after)
      .toSorted((one, other) => (one.drill_id < other.drill_id ? 1 : -1))
      .map((drill) => v.parse(drillSummary, drill));
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    return Promise.resolve({ items, ...(rest.length > limit && last && { next: last.drill_id }) });
  }

  state(now: number): Promise<DrillState> {
    this.#state ??= { since: now };
    return Promise.resolve(this.#state);
  }

  #running(): DrillItem | undefined {
    return [...this.items.values()].find(({ status }) => status === 'running');
  }
}
