import * as v from 'valibot';
import { METRICS } from '../../../contracts/metrics.ts';
import { configFile, rule, type Rule } from '../../check/rule.ts';
import { alarms } from './sections.ts';

/** Where functions publish. */
export const OWN_NAMESPACE = 'Artisan/{stage}';

const countsFit: Rule = rule(v.object({ signals: alarms.signals }), ({ signals }) =>
  Object.entries(signals).flatMap(([name, { breaching, periods }]) =>
    breaching <= periods
      ? []
      : [
          {
            path: ['signals', name, 'breaching'],
            found: String(breaching),
            allowed: `at most ${periods} (periods)`,
          },
        ],
  ),
);

/** A name that nothing publishes would be an alarm that never goes off. */
const ownMetricsAreThere: Rule = rule(v.object({ signals: alarms.signals }), ({ signals }) =>
  Object.entries(signals)
    .filter(
      ([, { namespace, metric }]) =>
        namespace === OWN_NAMESPACE && !Object.values<string>(METRICS).includes(metric),
    )
    .map(([name, { metric }]) => ({
      path: ['signals', name, 'metric'],
      found: metric,
      allowed: 'a metric that Artisan publishes (lib/contracts/metrics.ts)',
    })),
);

/** Signals that start runbooks beside those of Artisan itself, each an alarm of CloudWatch. */
export const alarmsFile = configFile(v.strictObject(alarms), [countsFit, ownMetricsAreThere]);
