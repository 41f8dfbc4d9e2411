import { performance } from 'node:perf_hooks';

/** Evaluated right after the module that is imported before it, or right when that one begins to await. */
export const evaluatedAt = performance.now();
