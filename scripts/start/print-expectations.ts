import type { Expectation } from './expectations.ts';

/** A line each. True when all hold. */
export function printExpectations(expectations: readonly Expectation[]): boolean {
  for (const { says, holds, but } of expectations)
    process.stdout.write(holds ? `  pass  ${says}\n` : `  FAIL  ${says}: ${but}\n`);
  return expectations.every(({ holds }) => holds);
}
