import { createDeliveries } from './deliveries.ts';
import type { EventBridge, EventBridgeOptions } from './event-bridge-api.ts';
import { toEvent, type BusEvent } from './event.ts';
import { openEventStore } from './event-store.ts';
import { provisionEvents } from './provision.ts';
import { DEFAULT_BUS, type LiveRule } from './rule.ts';
import { createRuleRegistry } from './rule-registry.ts';
import { createRules } from './rules.ts';
import { createSchedules } from './schedules.ts';
import { createEventsService } from './service.ts';

/** Buses, rules and schedules, and the delivery of events to functions, queues and state machines. */
export function createEventBridge(options: EventBridgeOptions): EventBridge {
  const { clock, environment } = options;
  const log = options.log ?? ((line: string) => process.stderr.write(`events: ${line}\n`));
  const store = openEventStore(options.stateDir);
  const deliveries = createDeliveries({ clock, store, targets: options, log });

  const fire = (live: LiveRule, dueAt: number): void => {
    const content = {
      source: 'aws.events',
      detailType: 'Scheduled Event',
      resources: [live.arn],
      detail: {},
      time: dueAt,
    };
    deliveries.deliver(toEvent(content, environment), live);
  };

  const schedules = createSchedules(clock, fire);
  const registry = createRuleRegistry({ environment, store, schedules });
  const rules = createRules({ clock, store, registry });

  const put = (event: BusEvent, bus: string): void => {
    for (const live of registry.list()) {
      const { rule } = live;
      if (rule.state === 'ENABLED' && rule.bus === bus && live.matches(event))
        deliveries.deliver(event, live);
    }
  };

  return {
    service: createEventsService({ clock, environment, registry, rules, put }),
    publish: ({ time = clock.now(), ...content }) => {
      put(toEvent({ ...content, time }, environment), DEFAULT_BUS);
    },
    provision: (resources) => {
      provisionEvents(resources, { registry, rules });
      deliveries.resume();
    },
    close: () => {
      schedules.close();
      deliveries.close();
      store.close();
      return Promise.resolve();
    },
  };
}
