import { createAlarmSchedule } from './alarms/alarm-schedule.ts';
import { reevaluate } from './alarms/transition.ts';
import { createOperations } from './api/operations.ts';
import { createService } from './api/service.ts';
import type { Dashboards } from './dashboards.ts';
import { ingestEmfLine } from './emf/emf-ingestion.ts';
import type { CloudWatch, CloudWatchOptions } from './options.ts';
import { provision } from './provision.ts';
import { openState } from './state.ts';

/** CloudWatch metrics and alarms on one machine: see docs/local-stack.md for what is supported. */
export function createCloudWatch(options: CloudWatchOptions): CloudWatch {
  const { clock, environment, acceptsAction = () => false, onMalformedEmf } = options;
  const { evaluationDelaySeconds = 0 } = options;
  const state = openState(options, () => {
    schedule.rearm();
  });
  const { alarms, history, recorder } = state;
  const schedule = createAlarmSchedule({
    clock,
    delayMs: evaluationDelaySeconds * 1_000,
    alarms: () => alarms.list(),
    evaluate: ({ definition }) => {
      reevaluate({ alarms, clock, environment, history }, definition.name, recorder.store);
    },
  });
  schedule.rearm();
  let dashboards: Dashboards = new Map();

  return {
    service: createService(
      createOperations({
        ...{ clock, environment, alarms, history, acceptsAction },
        store: recorder.store,
        dashboards: () => dashboards,
        record: (points) => {
          recorder.record(points);
          state.flush();
        },
      }),
    ),
    ingestLogLine: (logGroup, line) => {
      const now = () => clock.now();
      ingestEmfLine({ now, record: recorder.record, onMalformed: onMalformedEmf }, { logGroup, line });
    },
    record: (points) => {
      recorder.record(points);
    },
    provision: (resources) => {
      dashboards = provision(resources, { alarms, acceptsAction, clock });
    },
    close: async () => {
      schedule.close();
      await state.close();
    },
  };
}
