/** Counts what should not happen even once, and is only published when it does. */
export const ONCE_IT_HAPPENS = {
  statistic: 'Sum',
  threshold: 1,
  breaching: 1,
  periods: 1,
  treatMissingData: 'notBreaching',
  missingBecause: 'the metric is only published when it happens',
} as const;

/** The same, for what mends itself more often than not: only when one period after another has it. */
export const WHEN_IT_KEEPS_HAPPENING = { ...ONCE_IT_HAPPENS, breaching: 2, periods: 3 } as const;
