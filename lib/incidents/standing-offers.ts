import type { TimelineLine } from '../contracts/incident-item.ts';
import { commandsFor, type OfferedCommand, type Trouble } from '../contracts/offered-command.ts';

export interface Offering {
  readonly incidentId: string;
  /** Oldest first. */
  readonly lines: readonly TimelineLine[];
  /** What is left standing now. */
  readonly troubles: readonly Trouble[];
}

const STARTS = /^\/v1\/runbooks\/[^/]+\/executions$/;

/**
 * Of all that was offered, what is still to be done, each once, where it was offered last: what is left standing now, and
 * a runbook that nobody has started again since.
 */
export function standingOffers({ incidentId, lines, troubles }: Offering): readonly OfferedCommand[] {
  const standing = new Set(troubles.flatMap((trouble) => commandsFor(trouble, incidentId)).map(textOf));
  const newestStart = lines.findLastIndex(({ kind, execution_id }) => kind === 'trigger' && execution_id);
  const offered = lines.flatMap(({ offers = [] }, index) =>
    offers.filter((command) =>
      STARTS.test(command.path) ? index > newestStart : standing.has(textOf(command)),
    ),
  );
  const byText = new Map(offered.toReversed().map((command) => [textOf(command), command]));
  return [...byText.values()].toReversed();
}

/** Written and read again, its members may be in another order. */
function textOf({ method, path, body = {} }: OfferedCommand): string {
  return JSON.stringify([
    method,
    path,
    Object.entries(body).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ]);
}
