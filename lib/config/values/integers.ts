import * as v from 'valibot';

/** @param smallest the least value taken, included; the most is 2^53 - 1, where integers stop being exact. */
export function integerFrom(smallest: number) {
  return v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(smallest),
    v.description(`an integer of at least ${smallest}`),
  );
}

/** How many samples a window holds. A stage may shorten it. */
export function windowSizeFrom(smallest: number) {
  return v.pipe(integerFrom(smallest), v.metadata({ shortenable: true }));
}
