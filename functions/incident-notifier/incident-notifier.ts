import * as v from 'valibot';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { scheduledEvent } from '../../lib/contracts/schedule.ts';
import {
  deliverDue,
  type DeliveryDependencies,
  type DeliveryFailure,
} from '../../lib/incidents/deliver-due.ts';
import { redeliver } from '../../lib/incidents/redeliver.ts';
import type { Surroundings } from '../shared/api-function.ts';

type NotifierDependencies = Omit<DeliveryDependencies, 'onFailure' | 'hasTime'> & {
  /** No delivery is begun after so long: the rest has time until the next run. */
  readonly patienceMs: number;
};

/** The schedule's event, or a person's: what was given up is due again. */
const event = v.union([scheduledEvent, v.strictObject({ redeliver: v.literal(true) })]);

/** What the schedule starts: tells people what is due. An event that comes twice finds less to do. */
export function incidentNotifier(dependencies: NotifierDependencies, { log, metrics }: Surroundings) {
  const onFailure = ({ channel, notification, error, isGivenUp }: DeliveryFailure) => {
    const { incident_id, line_id } = notification;
    const what = isGivenUp ? 'A notification was given up' : 'A notification could not be delivered yet';
    log.error(what, error, { channel, incident_id, line_id });
  };
  return {
    event,
    handle: async (asked: v.InferOutput<typeof event>) => {
      const revived = 'redeliver' in asked ? await redeliver(dependencies) : 0;
      const { clock, patienceMs } = dependencies;
      const until = clock.now() + patienceMs;
      const done = await deliverDue({ ...dependencies, onFailure, hasTime: () => clock.now() < until });
      const undelivered = done.late + done.givenUp;
      if (undelivered > 0) metrics([{ name: METRICS.undeliveredNotifications, value: undelivered }]);
      return { ...done, revived };
    },
  };
}
