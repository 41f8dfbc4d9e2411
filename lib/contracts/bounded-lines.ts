import type { TimelineKind } from './incident-item.ts';

/** Kinds that a flapping alarm can add any number of: after MOST_LISTED of a kind, more are only counted. */
export const BOUNDED_KINDS = ['trigger', 'blocked'] as const satisfies readonly TimelineKind[];

export type BoundedKind = (typeof BOUNDED_KINDS)[number];

export const MOST_LISTED = 50;
