import fc from 'fast-check';

/** Integer weights over 1 to 16 modes that sum to 100. */
export const weightsThatSumTo100 = fc
  .array(fc.integer({ min: 0, max: 100 }), { minLength: 0, maxLength: 15 })
  .map((cuts) => [0, ...cuts.toSorted((one, other) => one - other), 100])
  .map((cuts) =>
    Object.fromEntries(cuts.slice(1).map((cut, index) => [`m${index}`, cut - (cuts[index] ?? 0)])),
  );
