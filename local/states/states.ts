import { statesService } from './api/states-service.ts';
import { Cancelled } from './interpreter/cancellation.ts';
import { createEngine } from './engine.ts';
import type { States, StatesOptions } from './states-api.ts';

/** AWS Step Functions, Standard, for JSONata state machines. */
export function createStates(options: StatesOptions): States {
  const engine = createEngine(options);
  const { machines, executions } = engine;
  return {
    service: statesService(engine),
    provision: (resources) => {
      machines.provision(resources, options.clock.now());
      engine.resume();
    },
    startExecution: (request) =>
      new Promise((resolve) => {
        const { executionArn, startDate } = engine.start(request).start;
        resolve({ executionArn, startDate });
      }),
    close: () => {
      for (const { cancellation } of executions.running()) {
        cancellation.cancel(new Cancelled('The service is closing', { closing: true }));
      }
      return Promise.resolve();
    },
  };
}
