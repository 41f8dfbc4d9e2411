import type { TimelineLine } from '../contracts/incident-item.ts';

/** Where steps say what they did. */
export interface StepTimeline {
  /** The same id is the same line. @throws StoreUnavailableError, StoreDeniedError */
  append(incidentId: string, line: TimelineLine): Promise<unknown>;
}
