/** Tells how the request went. */
export type Report = (ok: boolean) => Promise<void>;

/** One process that answers requests. */
export interface Container {
  /** Asks whether a request may go; undefined when it is refused. */
  ask(): Promise<Report | undefined>;
}

/** One way to break circuits, with the policy of POLICY as far as it knows such a thing. */
export interface Contestant {
  readonly name: string;
  /** A new container, or the one that there is where the breaker lives in one process. */
  aContainer(): Container;
  /** Reports of requests that went well, all at once, in the way that is cheapest. */
  reportWell(reports: readonly Report[]): Promise<void>;
}

/** Opens at half of 20 answers, tries again after the wait. */
export const POLICY = { errorRate: 0.5, minVolume: 20, waitMs: 5_000 } as const;

/** Containers may go by what they read so long ago. */
export const CACHE_MS = 1_000;

/** One by one, all at the same time. */
export const oneByOne = async (reports: readonly Report[]): Promise<void> => {
  await Promise.all(reports.map((report) => report(true)));
};
