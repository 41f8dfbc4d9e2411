import type { ApprovalItem } from '../contracts/approval-item.ts';
import type { NotificationKind } from '../contracts/notification.ts';

/** Which message of a channel tells of what, so that it can be changed later. Throws StoreUnavailableError. */
export interface CardStore {
  read(incidentId: string, name: string): Promise<string | undefined>;
  keep(incidentId: string, name: string, messageId: string): Promise<void>;
  /** Those whose names begin so. */
  startingWith(incidentId: string, prefix: string): Promise<readonly string[]>;
}

/** Name of an incident's own card; an approval's is its id. */
export const INCIDENT_CARD = 'incident';

export type ReadApproval = (id: string) => Promise<ApprovalItem | undefined>;

/** Told by the card of its approval. */
export function isAboutApproval(kind: NotificationKind): boolean {
  return kind === 'approval_wanted' || kind === 'approval_decided' || kind === 'approval_ended';
}
