import * as v from 'valibot';

/** What people are told of, wherever they are. A person has decided an approval; or it has ended without one. */
export const NOTIFICATION_KINDS = [
  'opened',
  'warning',
  'approval_wanted',
  'approval_decided',
  'approval_ended',
  'escalated',
  'resolved',
] as const;

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Milliseconds since the epoch. */
const time = v.number();

/**
 * `pk = notifications`, `sk = <line>#<incident>`: oldest first. Written with the line that it tells of, gone once every
 * channel has it (docs/adr/0034).
 */
export const notificationItem = v.object({
  incident_id: v.string(),
  line_id: v.string(),
  kind: v.picklist(NOTIFICATION_KINDS),
  at: time,
  /** Channels that have it. */
  delivered: v.optional(v.array(v.string()), []),
  /** Until then somebody is delivering it. */
  claimed_until: v.exactOptional(time),
});

export type NotificationItem = v.InferOutput<typeof notificationItem>;

/**
 * `pk = notifications#given-up`, `sk = <line>#<incident>`: the dead letters. Kept for 90 days, so that people can have
 * them delivered once the channel is mended.
 */
export const givenUpNotification = v.object({
  ...v.omit(notificationItem, ['delivered', 'claimed_until']).entries,
  /** Channels that never got it. */
  missing: v.pipe(
    v.custom<Set<string>>((value) => value instanceof Set, 'a set'),
    v.transform((names) => [...names]),
  ),
});

export type GivenUpNotification = v.InferOutput<typeof givenUpNotification>;
