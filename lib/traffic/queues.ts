import type { Mode } from '../contracts/mode.ts';
import type { Queues, QueueTicket } from './ports.ts';
import type { Standing } from './restraints.ts';

/** Where a selection goes in the end, and the place it holds there. */
export interface Placed extends Standing {
  readonly replica?: string;
  readonly leaseId?: string;
}

/**
 * Takes a place at a replica of the mode; when its queue is full, one of the fallback mode. Undefined when that is full
 * too. Modes without replicas have places without end.
 */
export async function placeAt(
  standing: Standing,
  fallback: Mode,
  { queues, ...selection }: Omit<QueueTicket, 'mode'> & { readonly queues: Queues },
): Promise<Placed | undefined> {
  const { isFull, ...place } = await queues.take({ ...selection, mode: standing.mode });
  if (!isFull) return { ...standing, ...place };
  if (fallback === standing.mode) return undefined;
  const { isFull: isFallbackFull, ...other } = await queues.take({ ...selection, mode: fallback });
  return isFallbackFull ? undefined : { mode: fallback, reason: 'queue_full', ...other };
}
