import type { Permit } from '../../../lib/runbooks/action.ts';

/** To act at any time, with a lock that nobody takes. */
export const A_PERMIT: Permit = { until: Infinity, confirm: () => Promise.resolve() };
