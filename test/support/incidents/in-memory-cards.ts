import type { CardStore } from '../../../lib/incidents/cards.ts';

export class InMemoryCards implements CardStore {
  readonly kept = new Map<string, string>();

  read(incidentId: string, name: string): Promise<string | undefined> {
    return Promise.resolve(this.kept.get(`${incidentId} ${name}`));
  }

  keep(incidentId: string, name: string, messageId: string): Promise<void> {
    this.kept.set(`${incidentId} ${name}`, messageId);
    return Promise.resolve();
  }

  startingWith(incidentId: string, prefix: string): Promise<readonly string[]> {
    const found = [...this.kept].filter(([key]) => key.startsWith(`${incidentId} ${prefix}`));
    return Promise.resolve(found.toSorted().map(([, messageId]) => messageId));
  }
}
