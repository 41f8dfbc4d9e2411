import type { IncidentItem, TimelineLine } from '../contracts/incident-item.ts';
import type { GivenUpNotification, NotificationItem, NotificationKind } from '../contracts/notification.ts';
import { ArtisanError } from '../shared/errors.ts';

/** What people are told, wherever they are. */
export interface Notification {
  /** The same in each try: a channel that takes a key against repetition takes this one. */
  readonly id: string;
  readonly kind: NotificationKind;
  readonly incident: IncidentItem;
  /** What it tells of. */
  readonly line: TimelineLine;
}

/** One way to reach people. */
export interface NotificationChannel {
  /** Never changes: what was delivered is kept under it. */
  readonly name: string;
  /**
   * Ends within some seconds. At least once, and in the order of an incident's lines.
   * @throws UndeliverableError for what is not to be tried again; anything else is. All but MessageFailedError speaks of
   * the channel.
   */
  deliver(notification: Notification): Promise<void>;
}

/** The channel refuses this message, and would again. */
export class UndeliverableError extends ArtisanError {
  override readonly name = 'UndeliverableError';
}

/** The channel does not take this message for now. It says nothing of others. */
export class MessageFailedError extends ArtisanError {
  override readonly name = 'MessageFailedError';
}

/** What people still have to be told. Every call throws StoreUnavailableError or StoreDeniedError. */
export interface NotificationOutbox {
  /** Oldest first. */
  due(): Promise<readonly NotificationItem[]>;
  /** False when somebody else is delivering it, or has. */
  claim(
    notification: NotificationItem,
    claim: { readonly now: number; readonly until: number },
  ): Promise<boolean>;
  /** Notes which channels have it, and lets go of it. */
  settle(notification: NotificationItem, delivered: readonly string[]): Promise<void>;
  /** Every channel has it, or never will. */
  remove(notification: NotificationItem): Promise<void>;
  /** Keeps it aside for these channels, beside those that it was kept for already. */
  giveUp(notification: NotificationItem, channels: readonly string[], now: number): Promise<void>;
  /** What is kept aside, oldest first. */
  givenUp(): Promise<readonly GivenUpNotification[]>;
  /** Makes it due again, as of now. False, and nothing, while it is due for other channels. */
  revive(
    letter: GivenUpNotification,
    due: { readonly delivered: readonly string[]; readonly now: number },
  ): Promise<boolean>;
}

/** Where the words of a notification come from. */
export interface NotificationSource {
  read(id: string): Promise<IncidentItem | undefined>;
  line(id: string, lineId: string): Promise<TimelineLine | undefined>;
}
