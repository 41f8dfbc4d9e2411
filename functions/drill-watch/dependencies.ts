import { createSfnClient } from '../../lib/aws/sfn-client.ts';
import { SfnHistory } from '../../lib/aws/sfn-history.ts';
import { SfnMachines } from '../../lib/aws/sfn-machines.ts';
import { createSsmClient } from '../../lib/aws/ssm-client.ts';
import { createSsmPresence } from '../../lib/aws/ssm-secrets.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { channelGaps } from '../../lib/incidents/channel-gaps.ts';
import { secretGaps } from '../../lib/targets/secret-gaps.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createDrillPorts } from '../shared/runbooks/drill-ports.ts';
import { createStartDependencies } from '../shared/runbooks/start-dependencies.ts';
import type { DrillWatch } from './drill-watch.ts';

/** The real world of the drill-watch function. */
export function createDependencies(
  environment: EnvironmentOf<'drill-watch'>,
  surroundings: Surroundings,
): DrillWatch {
  const { STAGE: stage, STATES_ARN: arn, DRILLS_CONFIG: drillsConfig } = environment;
  const sfn = createSfnClient();
  return {
    ...createStartDependencies(environment, surroundings),
    ...createDrillPorts(environment),
    history: new SfnHistory(sfn, new SfnMachines(sfn, { stage, arn })),
    readiness: { gaps: () => missingSecrets(environment) },
    drillsConfig,
    metrics: surroundings.metrics,
  };
}

/** Plans show none of these: their role may read neither. */
async function missingSecrets({
  STAGE: stage,
  NOTIFICATION_CHANNELS: channels,
  TARGET_URLS: urls,
  TARGETS_CHANGED_BY: changed,
}: EnvironmentOf<'drill-watch'>): Promise<readonly string[]> {
  const isThere = createSsmPresence(createSsmClient());
  const gaps = [channelGaps(channels, stage, isThere), secretGaps({ stage, changed, urls }, isThere)];
  return (await Promise.all(gaps)).flat();
}
