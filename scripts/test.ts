/**
 * `npm test`: everything CI runs. Each static check counts as one test; the last line is the sum.
 * Arguments go to jest: `npm test -- test/unit` runs the checks and those tests.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { environmentOfPrometheus } from './lib/fetch-prometheus.ts';
import { buildForTests, runJest } from './lib/jest.ts';
import { runScript } from './lib/run-script.ts';
import { runAll } from './lib/run-tool.ts';
import { LINT } from './lib/static-checks.ts';
import { formatTally, tallyOf } from './lib/tally.ts';

const JEST_REPORT = '.build/jest-report.json';

/** Tests that wait leave a processor idle: the checks take what is left, one after the other. */
const IN_THE_GAPS = { abreast: 1, niceness: 10 };

await runScript(async () => {
  mkdirSync('.build', { recursive: true });
  // An older run's report must not stand in for one that this run did not come to write.
  rmSync(JEST_REPORT, { force: true });
  const [built, prometheus] = await Promise.all([buildForTests(), environmentOfPrometheus()]);

  const jestArgs = ['--json', `--outputFile=${JEST_REPORT}`, ...process.argv.slice(2)];
  const [jest, checks] = await Promise.all([
    runJest(jestArgs, { ...built, ...prometheus }),
    runAll(LINT, IN_THE_GAPS),
  ]);

  for (const { name, ok, seconds } of checks) {
    process.stdout.write(`${ok ? 'passed' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)\n`);
  }
  const report = existsSync(JEST_REPORT) ? readFileSync(JEST_REPORT, 'utf8') : undefined;
  const tally = tallyOf({ checks, jest, report });
  process.stdout.write(formatTally(tally));
  process.exitCode = tally.failed === 0 ? 0 : 1;
});
