import type { DrillItem, DrillState, DrillSummary } from '../../contracts/drill-item.ts';

/** Drills and their reports. Every call throws StoreUnavailableError or StoreDeniedError. */
export interface DrillStore {
  /** Begins it, unless one runs or one of that id stands: answers with the one that does. */
  begin(drill: DrillItem): Promise<DrillItem>;
  /** Strongly consistent. */
  read(id: string): Promise<DrillItem | undefined>;
  /** The one that runs. Strongly consistent. */
  running(): Promise<DrillItem | undefined>;
  /** Writes the report, in place of the one that runs; done again, it stays. */
  complete(drill: DrillItem): Promise<void>;
  /** Newest first. */
  list(page: { readonly limit: number; readonly after?: string }): Promise<DrillPage>;
  /** Begins to be kept with the first look. */
  state(now: number): Promise<DrillState>;
}

export interface DrillPage {
  readonly items: readonly DrillSummary[];
  /** Give it as `after` to read on. Absent at the end. */
  readonly next?: string;
}

/** What is not a runbook's own, and missed when one acts. Throws StoreUnavailableError or StoreDeniedError. */
export interface Readiness {
  /** What would be missing, in words. */
  gaps(): Promise<readonly string[]>;
}

/** What a runbook can be drilled with where its file names nothing. */
export interface DrillSubjects {
  /** The newest run of training, if there is any. */
  newestRun(): Promise<string | undefined>;
}
