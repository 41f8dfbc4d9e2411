import * as v from 'valibot';
import type { ToolResult } from './run-tool.ts';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** For want of an optional tool, such as Java. */
  readonly skipped: number;
}

export interface Results {
  /** Each counts as one test. */
  readonly checks: readonly ToolResult[];
  readonly jest: ToolResult;
  /** What jest wrote with --json; undefined when it did not come so far. */
  readonly report: string | undefined;
}

const count = v.optional(v.number(), 0);
const jestReport = v.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numRuntimeErrorTestSuites: count,
});

export function tallyOf({ checks, jest, report = '{}' }: Results): Tally {
  const counted = v.parse(jestReport, JSON.parse(report));
  const failedChecks = checks.filter(({ ok }) => !ok).length;
  const failedTests = counted.numFailedTests + counted.numRuntimeErrorTestSuites;
  // A crash of jest itself must not pass because no test was counted as failed.
  const crashed = !jest.ok && failedTests === 0 ? 1 : 0;
  return {
    passed: checks.length - failedChecks + counted.numPassedTests,
    failed: failedChecks + failedTests + crashed,
    skipped: counted.numPendingTests,
  };
}

/** Ends in the line that CI reads: `N passed, N failed`. */
export function formatTally({ passed, failed, skipped }: Tally): string {
  const aside = skipped === 0 ? '' : `${skipped} skipped\n`;
  return `${aside}${passed} passed, ${failed} failed\n`;
}
