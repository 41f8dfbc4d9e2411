import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { startModels, type Models } from '../../../rehearsal/models/models.ts';
import { connectPlant } from '../../../rehearsal/plant/connect-plant.ts';
import { createPlant, type Plant } from '../../../rehearsal/plant/plant.ts';
import { startRehearsalStage, type RehearsalStage } from '../runbooks/rehearsal-stage.ts';

export type PlantStage = RehearsalStage & {
  readonly plant: Plant;
  readonly models: Models;
};

const {
  stage,
  alarms,
  traffic_distribution: traffic,
} = loadConfig({ folder: 'configs', stage: 'rehearsal' });

/** The stack of stage rehearsal before a simulated service and its models, all of them by one clock. */
export async function startPlantStage(): Promise<PlantStage> {
  const clock = createMovableClock({ running: true });
  const plant = await createPlant({ clock });
  const models = await startModels(Object.keys(traffic.models));
  const running = await startRehearsalStage({
    clock,
    parameters: {
      TargetUrls: JSON.stringify(plant.targetUrls),
      HealthUrls: JSON.stringify(models.healthUrls),
    },
  });
  const { awsUrl, region, root } = running.stack;
  const disconnect = await connectPlant(plant, {
    ...{ awsUrl, region, credentials: root.credentials, stage: stage.name },
    namespace: alarms.namespace.replace('{stage}', stage.name),
    reportEverySeconds: stage.alarm_period / 1_000,
  });
  return {
    ...{ ...running, plant, models },
    stop: async () => {
      await plant.close();
      disconnect();
      await running.stop();
      await models.stop();
    },
  };
}
