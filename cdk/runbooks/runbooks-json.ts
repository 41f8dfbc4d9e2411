import type { Config } from '../../lib/config/config.ts';
import { runbooksOf } from '../../lib/config/runbooks.ts';
import { RUNBOOKS_FILE } from '../../lib/contracts/runbook-names.ts';
import type { BundleFiles } from '../constructs/staged-bundle.ts';

/** For `files` of a function that reads runbooks: functions/shared/runbooks-file.ts finds it. */
export function runbooksJson(config: Config): BundleFiles {
  return { [RUNBOOKS_FILE]: JSON.stringify(runbooksOf(config)) };
}
