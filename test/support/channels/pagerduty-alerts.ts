interface Alert {
  state: 'triggered' | 'acknowledged' | 'resolved';
  readonly log: string[];
}

interface Event {
  readonly event_action: string;
  readonly dedup_key: string;
  readonly payload?: { readonly summary: string };
}

/**
 * What becomes of events (PagerDuty, "Events API v2: event actions"): a trigger whose key has an open alert, triggered
 * or acknowledged, only adds to that alert's log. Somebody is woken by a new alert alone.
 */
export class PagerDutyAlerts {
  /** Summaries of the alerts that have woken somebody, in order. */
  readonly woken: string[] = [];
  readonly #alerts = new Map<string, Alert>();

  take({ event_action, dedup_key, payload: { summary } = { summary: '' } }: Event): void {
    const open = this.#open(dedup_key);
    if (event_action === 'trigger' && open) open.log.push(summary);
    if (event_action === 'trigger' && !open) {
      this.#alerts.set(dedup_key, { state: 'triggered', log: [summary] });
      this.woken.push(summary);
    }
    if (event_action === 'acknowledge' && open) open.state = 'acknowledged';
    if (event_action === 'resolve' && open) open.state = 'resolved';
  }

  /** What a person does who answers a page. */
  acknowledgeAll(): void {
    for (const alert of this.#alerts.values()) if (alert.state === 'triggered') alert.state = 'acknowledged';
  }

  /** How the alerts stand, by their keys. */
  get states(): Readonly<Record<string, Alert['state']>> {
    return Object.fromEntries([...this.#alerts].map(([key, { state }]) => [key, state]));
  }

  logOf(key: string): readonly string[] {
    return this.#alerts.get(key)?.log ?? [];
  }

  #open(key: string): Alert | undefined {
    const alert = this.#alerts.get(key);
    return alert?.state === 'resolved' ? undefined : alert;
  }
}
