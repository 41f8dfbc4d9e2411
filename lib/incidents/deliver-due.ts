import type { NotificationItem } from '../contracts/notification.ts';
import type { Clock } from '../shared/clock.ts';
import {
  MessageFailedError,
  UndeliverableError,
  type Notification,
  type NotificationChannel,
  type NotificationOutbox,
  type NotificationSource,
} from './notifications.ts';

export interface DeliveryDependencies {
  readonly outbox: NotificationOutbox;
  readonly incidents: NotificationSource;
  readonly channels: readonly NotificationChannel[];
  readonly clock: Clock;
  /** Longer than a delivery by all channels takes. */
  readonly claimMs: number;
  /** Undelivered for so long, it is late. */
  readonly lateAfterMs: number;
  /** Undelivered for so long, nobody is told of it any more. */
  readonly givenUpAfterMs: number;
  /** One delivery that failed, or was given up. */
  readonly onFailure: (failure: DeliveryFailure) => void;
  /** Whether there is time for another one. */
  readonly hasTime: () => boolean;
}

export interface DeliveryFailure {
  readonly channel: string;
  readonly notification: NotificationItem;
  readonly error: unknown;
  readonly isGivenUp: boolean;
}

export interface Delivered {
  readonly delivered: number;
  readonly waiting: number;
  /** Waiting for longer than they should. */
  readonly late: number;
  readonly givenUp: number;
}

/** A channel that failed so often in one run has had enough until the next. */
const MOST_FAILURES = 3;

/**
 * Delivers what is due by every channel that does not have it yet. A channel that fails keeps nobody else waiting: what
 * it has missed comes with the next run, in order within an incident.
 */
export async function deliverDue(deps: DeliveryDependencies): Promise<Delivered> {
  const run = new DeliveryRun(deps);
  for (const item of await deps.outbox.due()) await run.take(item);
  return run.tally;
}

type Result = 'taken' | 'missed' | 'given up';

interface Outcome {
  readonly taken: readonly string[];
  readonly givenUp: readonly string[];
}

class DeliveryRun {
  readonly tally = { delivered: 0, waiting: 0, late: 0, givenUp: 0 };
  readonly #deps: DeliveryDependencies;
  readonly #failures = new Map<string, number>();
  /** `<channel> <incident>` of those that have missed a message: later ones wait for it. */
  readonly #behind = new Set<string>();

  constructor(deps: DeliveryDependencies) {
    this.#deps = deps;
  }

  async take(item: NotificationItem): Promise<void> {
    const { outbox, channels, clock, claimMs, hasTime } = this.#deps;
    const missing = channels.filter(({ name }) => !item.delivered.includes(name));
    const able = missing.filter((channel) => this.#isAble(channel, item));
    const isPossible = missing.length === 0 || able.length > 0;
    const claim = { now: clock.now(), until: clock.now() + claimMs };
    if (!isPossible || !hasTime() || !(await outbox.claim(item, claim))) {
      this.#leave(item, missing);
      return;
    }
    const { taken, givenUp } = await this.#deliver(item, able);
    // First: whatever dies between the two, nothing is lost.
    if (givenUp.length > 0) await outbox.giveUp(item, givenUp, clock.now());
    const done = [...item.delivered, ...taken, ...givenUp];
    const left = missing.filter(({ name }) => !done.includes(name));
    if (left.length > 0) {
      this.#leave(item, left);
      await outbox.settle(item, done);
    } else {
      this.tally.delivered += 1;
      await outbox.remove(item);
    }
  }

  /** Channels that have it now, and those that never will. */
  async #deliver(item: NotificationItem, channels: readonly NotificationChannel[]): Promise<Outcome> {
    const notification = await this.#compose(item);
    const results = await Promise.all(
      channels.map(async (channel) => {
        // Nothing to tell of: the incident was deleted by hand.
        const result = notification ? await this.#deliverBy(channel, notification, item) : 'taken';
        return [channel.name, result] as const;
      }),
    );
    const of = (wanted: Result) => results.flatMap(([name, result]) => (result === wanted ? [name] : []));
    return { taken: of('taken'), givenUp: of('given up') };
  }

  async #deliverBy(
    channel: NotificationChannel,
    notification: Notification,
    item: NotificationItem,
  ): Promise<Result> {
    try {
      await channel.deliver(notification);
      return 'taken';
    } catch (error) {
      const isRefused = error instanceof UndeliverableError;
      const isGivenUp = isRefused || this.#deps.clock.now() - item.at >= this.#deps.givenUpAfterMs;
      if (!isRefused && !(error instanceof MessageFailedError)) this.#count(channel);
      if (isGivenUp) this.tally.givenUp += 1;
      this.#deps.onFailure({ channel: channel.name, notification: item, error, isGivenUp });
      return isGivenUp ? 'given up' : 'missed';
    }
  }

  #count({ name }: NotificationChannel): void {
    this.#failures.set(name, (this.#failures.get(name) ?? 0) + 1);
  }

  async #compose({ incident_id, line_id, kind }: NotificationItem): Promise<Notification | undefined> {
    const [incident, line] = await Promise.all([
      this.#deps.incidents.read(incident_id),
      this.#deps.incidents.line(incident_id, line_id),
    ]);
    return incident && line && { id: `${incident_id}#${line_id}`, kind, incident, line };
  }

  #isAble({ name }: NotificationChannel, { incident_id }: NotificationItem): boolean {
    return (this.#failures.get(name) ?? 0) < MOST_FAILURES && !this.#behind.has(`${name} ${incident_id}`);
  }

  #leave({ incident_id, at }: NotificationItem, missing: readonly NotificationChannel[]): void {
    for (const { name } of missing) this.#behind.add(`${name} ${incident_id}`);
    this.tally.waiting += 1;
    if (this.#deps.clock.now() - at >= this.#deps.lateAfterMs) this.tally.late += 1;
  }
}
