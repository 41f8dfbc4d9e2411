/**
 * `npm test`: everything CI runs. Each static check counts as one test; the last line is the sum.
 * Arguments go to jest: `npm test -- test/unit` runs the checks and those tests.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { buildForTests, runJest } from './lib/jest.ts';
import { run, type ToolResult } from './lib/run-tool.ts';
import { lint } from './lib/static-checks.ts';

const JEST_REPORT = '.build/jest-report.json';

mkdirSync('.build', { recursive: true });
await buildForTests();

const checks: readonly ToolResult[] = [run('tsc', ['--noEmit']), ...lint()];
const jest = runJest(['--json', `--outputFile=${JEST_REPORT}`, ...process.argv.slice(2)]);

for (const { name, ok, seconds } of checks) {
  process.stdout.write(`${ok ? 'passed' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)\n`);
}
const { passed, failed, skipped } = count();
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed === 0 ? 0 : 1;

function count(): { passed: number; failed: number; skipped: number } {
  const failedChecks = checks.filter(({ ok }) => !ok).length;
  const report = JSON.parse(readFileSync(JEST_REPORT, 'utf8')) as Record<string, number>;
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
    numRuntimeErrorTestSuites = 0,
  } = report;
  const failedTests = numFailedTests + numRuntimeErrorTestSuites;
  // A crash of jest itself must not pass because no test was counted as failed.
  const crashed = !jest.ok && failedTests === 0 ? 1 : 0;
  return {
    passed: checks.length - failedChecks + numPassedTests,
    failed: failedChecks + failedTests + crashed,
    skipped: numPendingTests,
  };
}
