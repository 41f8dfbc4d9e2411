import { action } from '../../../../lib/runbooks/action.ts';
import type { Targets } from '../../../../lib/targets/targets.ts';
import { awaitHealthy } from './await-healthy.ts';
import { check } from './check.ts';
import { endBypass } from './end-bypass.ts';
import { operating } from './operate.ts';
import { restart } from './restart.ts';

/** What runbooks do with targets. */
export function targetActions(targets: Targets) {
  const doing = (name: 'reset_pool' | 'enable_read_replica' | 'bypass_cache' | 'warm_cache') =>
    operating(targets, () => ({ name }));
  return {
    'target.check': check(targets),
    'target.await_healthy': awaitHealthy(targets),
    'target.scale': action(
      'target.scale',
      operating(targets, ({ replicas }) => ({ name: 'scale', replicas })),
    ),
    'target.restart': restart(targets),
    'target.reset_pool': action('target.reset_pool', doing('reset_pool')),
    'target.enable_read_replica': action('target.enable_read_replica', doing('enable_read_replica')),
    'target.bypass_cache': action('target.bypass_cache', doing('bypass_cache')),
    'target.end_bypass': endBypass(targets),
    'target.warm_cache': action('target.warm_cache', doing('warm_cache')),
  };
}
