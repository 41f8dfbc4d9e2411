/** Something is under way: people wait for what comes next. */
export const OPEN_MS = 5_000;
export const SETTLED_MS = 30_000;

export const openPace = (): number => OPEN_MS;
export const settledPace = (): number => SETTLED_MS;
