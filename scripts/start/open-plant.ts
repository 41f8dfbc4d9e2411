import type { Config } from '../../lib/config/config.ts';
import { connectPlant, type Reported } from '../../rehearsal/plant/connect-plant.ts';
import type { PlantClock } from '../../rehearsal/plant/plant-clock.ts';
import { createPlant, type Plant } from '../../rehearsal/plant/plant.ts';
import type { RunningStack } from './launch-stack.ts';

export interface OpenPlant {
  readonly plant: Plant;
  /** Puts its secrets where Artisan looks for them, and lets it report. */
  readonly connect: (stack: Pick<RunningStack, 'awsUrl' | 'region' | 'root'>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The simulated service of a rehearsal. Prints what happens to it. */
export async function openPlant(
  config: Config,
  clock: PlantClock,
  onReported?: Reported,
): Promise<OpenPlant> {
  const plant = await createPlant({
    clock,
    onEvent: ({ target, kind, text }) => {
      process.stderr.write(`artisan: plant, ${target} ${kind}: ${text}\n`);
    },
  });
  let disconnect = (): void => undefined;
  return {
    plant,
    connect: async ({ awsUrl, region, root }) => {
      disconnect = await connectPlant(plant, {
        ...{ awsUrl, region, credentials: root.credentials, stage: config.stage.name },
        namespace: config.alarms.namespace.replace('{stage}', config.stage.name),
        reportEverySeconds: config.stage.alarm_period / 1_000,
        ...(onReported && { onReported }),
      });
    },
    close: async () => {
      await plant.close();
      disconnect();
    },
  };
}
