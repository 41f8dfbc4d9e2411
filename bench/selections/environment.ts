import { trafficEnvironment } from '../../cdk/constructs/traffic-environment.ts';
import { loadConfig } from '../../lib/config/load-config.ts';

export const REGION = 'eu-north-1';

export const TABLES = { sessions: 'sessions', control: 'control' } as const;

/** The variables that CDK sets on the selections function. */
export function selectionsVariables() {
  return {
    METRICS_NAMESPACE: 'Artisan/bench',
    SESSIONS_TABLE: TABLES.sessions,
    CONTROL_TABLE: TABLES.control,
    ...trafficEnvironment(loadConfig({ folder: 'configs', stage: 'prod' })),
  };
}

/** The variables that Lambda sets, for a machine that plays AWS at this address. */
export function runtimeVariables(endpoint: string) {
  return {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL: endpoint,
  };
}
