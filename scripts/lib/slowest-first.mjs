/**
 * Jest's order of test files: the longest begin first, so that no worker is alone with one at the end. A clean clone has
 * no times of former runs, and jest would go by the sizes of the files.
 */

/** By what they took on two idle cores, longest first: 10 s and more. */
export const SLOWEST = [
  'test/e2e/cli.test.ts',
  'test/e2e/five-runbooks.test.ts',
  'test/e2e/runaway.test.ts',
  'test/e2e/start.test.ts',
  'test/e2e/approvals.test.ts',
  'test/e2e/console.test.ts',
  'test/e2e/runbook-dispatch-faults.test.ts',
  'test/e2e/alarms.test.ts',
  'test/e2e/console-roles.test.ts',
  'test/faults/dynamodb.test.ts',
  'test/e2e/approval-page.test.ts',
  'test/e2e/console-load.test.ts',
  'test/faults/run-transactions.test.ts',
  'test/e2e/console-attacks.test.ts',
  'test/e2e/qwen-failure.test.ts',
  'test/e2e/training.test.ts',
  'test/e2e/runaway-troubles.test.ts',
  'test/e2e/runbook-dispatch.test.ts',
  'test/e2e/large-checkpoint.test.ts',
  'test/cdk/nag.test.ts',
  'test/contract/stores/checkpoint-histories.test.ts',
  'test/e2e/checkpoints.test.ts',
  'test/e2e/notifications.test.ts',
  'test/e2e/drills.test.ts',
  'test/e2e/access.test.ts',
  'test/faults/outcomes.test.ts',
  'test/e2e/new-runbook.test.ts',
  'test/unit/local/lambda/isolation.test.ts',
  'test/faults/breakers.test.ts',
  'test/e2e/metrics.test.ts',
  'test/e2e/approval-app.test.ts',
  'test/e2e/selection.test.ts',
  'test/e2e/health.test.ts',
  'test/invariants/bundles.test.ts',
  'test/faults/checkpoint-process.test.ts',
  'test/faults/rollback-process.test.ts',
  'test/e2e/queues.test.ts',
];

/** Of the others, what starts a stack goes before what starts a service, and that before what starts nothing. */
const FOLDERS = ['test/e2e/', 'test/faults/', 'test/cdk/', 'test/contract/', 'test/invariants/', 'test/'];

const rankOf = (path) => {
  const place = SLOWEST.findIndex((slow) => path.endsWith(slow));
  return place === -1 ? SLOWEST.length + FOLDERS.findIndex((folder) => path.includes(folder)) : place;
};

/** What jest asks of a sequencer. */
export default class SlowestFirst {
  sort(tests) {
    return [...tests].sort((one, other) => rankOf(one.path) - rankOf(other.path));
  }

  /** Of `npm run jest -- --onlyFailures`, for which jest would have to keep results. */
  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}
