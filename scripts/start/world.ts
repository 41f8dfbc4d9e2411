import type { Config } from '../../lib/config/config.ts';
import { startModels, type Models } from '../../rehearsal/models/models.ts';
import type { Reported } from '../../rehearsal/plant/connect-plant.ts';
import type { Plant } from '../../rehearsal/plant/plant.ts';
import type { PlantClock } from '../../rehearsal/plant/plant-clock.ts';
import { openPlant, type OpenPlant } from './open-plant.ts';

/** What a launch happens in: the models behind the modes, and the service that they are part of. */
export interface World extends Pick<OpenPlant, 'connect'> {
  readonly models: Models;
  readonly plant: Plant;
  /** What the stack has to know of it: parameters of its template. */
  readonly parameters: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export async function startWorld(config: Config, clock: PlantClock, onReported?: Reported): Promise<World> {
  const models = await startModels(Object.keys(config.traffic_distribution.models));
  const { plant, connect, close } = await openPlant(config, clock, onReported);
  return {
    ...{ models, plant, connect },
    parameters: {
      HealthUrls: JSON.stringify(models.healthUrls),
      TargetUrls: JSON.stringify(plant.targetUrls),
    },
    stop: async () => {
      await close();
      await models.stop();
    },
  };
}
