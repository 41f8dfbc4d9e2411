import type { ModelActionDependencies } from './dependencies.ts';
import { downshift } from './downshift.ts';
import { forceOpen } from './force-open.ts';
import { release } from './release.ts';
import { restore } from './restore.ts';
import { verifyFailing } from './verify-failing.ts';
import { verifyMode } from './verify-mode.ts';

/** What runbooks do with models, their breakers, and the modes that need them. */
export function modelActions(deps: ModelActionDependencies) {
  return {
    'model.verify_failing': verifyFailing(deps),
    'breaker.force_open': forceOpen(deps),
    'breaker.release': release(deps),
    'traffic.downshift': downshift(deps),
    'traffic.restore': restore(deps),
    'traffic.verify_mode': verifyMode(deps),
  };
}
