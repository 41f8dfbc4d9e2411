import { join } from 'node:path';
import * as v from 'valibot';
import { noJournal, openJournal, type OpenedJournal } from '../journal/journal.ts';
import { deliverySchema, type Delivery } from './delivery.ts';
import { ruleKey, ruleSchema, type Rule } from './rule.ts';

const changeSchema = v.variant('change', [
  v.object({ change: v.literal('rule-set'), rule: ruleSchema }),
  v.object({ change: v.literal('rule-gone'), key: v.string() }),
  v.object({ change: v.literal('delivery-due'), delivery: deliverySchema }),
  v.object({ change: v.literal('delivery-over'), id: v.string() }),
]);

export type Change = v.InferOutput<typeof changeSchema>;

/** Rules and deliveries that are not made yet. */
export interface EventStore {
  /** By rule key. */
  readonly rules: ReadonlyMap<string, Rule>;
  readonly deliveries: ReadonlyMap<string, Delivery>;
  /** On disk before it returns. */
  commit(...changes: Change[]): void;
  close(): void;
}

export function openEventStore(stateDir: string | undefined): EventStore {
  const { journal, entries } = open(stateDir);
  const rules = new Map<string, Rule>();
  const deliveries = new Map<string, Delivery>();

  const apply = (change: Change): void => {
    switch (change.change) {
      case 'rule-set':
        rules.set(ruleKey(change.rule), change.rule);
        return;
      case 'rule-gone':
        rules.delete(change.key);
        return;
      case 'delivery-due':
        deliveries.set(change.delivery.id, change.delivery);
        return;
      case 'delivery-over':
        deliveries.delete(change.id);
    }
  };
  entries.forEach(apply);

  function* live(): Generator<Change> {
    for (const rule of rules.values()) yield { change: 'rule-set', rule };
    for (const delivery of deliveries.values()) yield { change: 'delivery-due', delivery };
  }

  return {
    rules,
    deliveries,
    commit: (...changes) => {
      journal.append(changes);
      changes.forEach(apply);
      journal.rewriteIfOvergrown(live);
    },
    close: () => {
      journal.close();
    },
  };
}

function open(stateDir: string | undefined): OpenedJournal<Change> {
  if (stateDir === undefined) return { journal: noJournal(), entries: [] };
  return openJournal(join(stateDir, 'events.jsonl'), (json) => v.parse(changeSchema, json));
}
