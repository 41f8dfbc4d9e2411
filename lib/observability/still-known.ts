/** One check may fail, and the next be late. */
const CHECKS = 3;

/**
 * What is checked again and again, while that goes on: of a check that has stopped nobody knows whether it still holds,
 * neither that all is well nor that it is not.
 * @returns undefined when `at` is longer ago than three checks take
 */
export function stillKnown<T extends { readonly at: number }>(
  checked: T,
  { now, everyMs }: { readonly now: number; readonly everyMs: number },
): T | undefined {
  return now - checked.at <= CHECKS * everyMs ? checked : undefined;
}
