import * as v from 'valibot';
import { approvalsConfig } from './approvals-config.ts';
import { channels } from './channels.ts';
import { checkpointConfig } from './checkpoint-config.ts';
import { dispatchConfig } from './dispatch-config.ts';
import { drillsConfig } from './drills-config.ts';
import type { FunctionName } from './names.ts';
import { healthConfig, healthUrls } from './health.ts';
import { incidentsConfig } from './incidents-config.ts';
import { jsonText as json } from './json-text.ts';
import { entropySchedule, expectationsConfig, foreignMetric } from './observability-config.ts';
import { addressBlocks } from './outbound.ts';
import { changedWithSecret } from './target-secrets.ts';
import { targetsEnvironment } from './targets-environment.ts';
import { trafficConfig } from './traffic-config.ts';
import { trainingConfig } from './training-config.ts';

const name = v.pipe(v.string(), v.nonEmpty());
const milliseconds = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,15}$/, 'a whole number of milliseconds'),
  v.transform(Number),
);
const channelsEnvironment = {
  STAGE: name,
  NOTIFICATION_CHANNELS: v.pipe(json, channels),
  INTERNAL_ADDRESSES: v.pipe(json, addressBlocks),
};

const common = { METRICS_NAMESPACE: name };

const serving = {
  ...common,
  SESSIONS_TABLE: name,
  CONTROL_TABLE: name,
  TRAFFIC_CONFIG: v.pipe(json, trafficConfig),
};

const traffic = {
  ...common,
  CONTROL_TABLE: serving.CONTROL_TABLE,
  TRAFFIC_CONFIG: serving.TRAFFIC_CONFIG,
};

const health = {
  ...common,
  CONTROL_TABLE: name,
  HEALTH_CONFIG: v.pipe(json, healthConfig),
  HEALTH_URLS: v.pipe(json, healthUrls),
};

const checkpoints = {
  CHECKPOINT_BUCKET: name,
  CHECKPOINT_CONFIG: v.pipe(json, checkpointConfig),
};

const keepingCheckpoints = { ...common, CONTROL_TABLE: name, ...checkpoints };

const training = {
  ...checkpoints,
  ...common,
  CONTROL_TABLE: name,
  TRAINING_CONFIG: v.pipe(json, trainingConfig),
};

const asking = { ...common, CONTROL_TABLE: name, APPROVALS_CONFIG: v.pipe(json, approvalsConfig) };
const ending = { ...common, CONTROL_TABLE: name, DISPATCH_CONFIG: v.pipe(json, dispatchConfig) };

/** Steps and plans have the same actions. */
const acting = { ...training, ...targetsEnvironment };

/** `STATES_ARN`: `arn:aws:states:<region>:<account>`. */
const starting = { ...ending, STAGE: name, STATES_ARN: name };

/** Pages that people sign in on: `SIGN_IN_DOMAIN` is the host of the user pool's own pages. */
const signingIn = { ...common, SIGN_IN_DOMAIN: name, USER_POOL_CLIENT: name };

/** The variables of each function: CDK sets exactly these, the entry parses exactly these. */
export const ENVIRONMENTS = {
  selections: v.object(serving),
  outcomes: v.object(traffic),
  traffic: v.object(traffic),
  'distribution-check': v.object(traffic),
  health: v.object(health),
  'health-prober': v.object({
    ...health,
    TRAFFIC_CONFIG: serving.TRAFFIC_CONFIG,
    INTERNAL_ADDRESSES: v.pipe(json, addressBlocks),
  }),
  'training-watch': v.object({ ...common, CONTROL_TABLE: name, STALLED_AFTER_MS: milliseconds }),
  training: v.object({ ...training, SERIES_BUCKET: name }),
  runs: v.object(training),
  checkpoints: v.object(keepingCheckpoints),
  'checkpoint-sweeper': v.object(keepingCheckpoints),
  charts: v.object({ ...common, CONTROL_TABLE: name, SERIES_BUCKET: name }),
  'runbook-steps': v.object({ ...acting, LOCK_LEASE_MS: milliseconds }),
  'runbook-plans': v.object(acting),
  dispatcher: v.object(starting),
  'runbook-endings': v.object(ending),
  'runbook-watch': v.object({ ...starting, INCIDENTS_CONFIG: v.pipe(json, incidentsConfig) }),
  'drill-watch': v.object({
    ...starting,
    DRILLS_CONFIG: v.pipe(json, drillsConfig),
    NOTIFICATION_CHANNELS: v.pipe(json, channels),
    TARGET_URLS: targetsEnvironment.TARGET_URLS,
    TARGETS_CHANGED_BY: v.pipe(json, changedWithSecret),
  }),
  runbooks: v.object(starting),
  incidents: v.object({ ...common, CONTROL_TABLE: name }),
  'incident-notifier': v.object({
    ...common,
    CONTROL_TABLE: name,
    NOTIFICATIONS_LATE_AFTER_MS: milliseconds,
    NOTIFICATIONS_GIVEN_UP_AFTER_MS: milliseconds,
    ...channelsEnvironment,
    API_URL: name,
  }),
  'slack-interactions': v.object({
    ...common,
    CONTROL_TABLE: name,
    USER_POOL_ID: name,
    ...channelsEnvironment,
  }),
  metrics: v.object({
    ...traffic,
    STAGE: name,
    METRICS_TOKEN: name,
    CACHE_METRIC: v.pipe(json, foreignMetric),
  }),
  'approval-gate': v.object(asking),
  approvals: v.object({ ...common, CONTROL_TABLE: name, USER_POOL_ID: name }),
  'approval-watch': v.object(asking),
  'approval-decisions': v.object({ ...common, CONTROL_TABLE: name }),
  report: v.object({
    ...traffic,
    STAGE: name,
    SERIES_BUCKET: name,
    API_ID: name,
    EXPECTATIONS: v.pipe(json, expectationsConfig),
    ENTROPY_SCHEDULE: v.pipe(json, entropySchedule),
  }),
  'approval-page': v.object(signingIn),
  console: v.object(signingIn),
  status: v.object({ ...common, STAGE: name, VERSION: name }),
} as const satisfies Record<FunctionName, v.ObjectSchema<v.ObjectEntries, undefined>>;

export type EnvironmentOf<F extends FunctionName> = v.InferOutput<(typeof ENVIRONMENTS)[F]>;

/** Parses a function's environment. Throws valibot's ValiError naming every variable that is wrong. */
export function parseEnvironment<F extends FunctionName>(
  functionName: F,
  environment: Record<string, string | undefined>,
): EnvironmentOf<F> {
  return v.parse<(typeof ENVIRONMENTS)[F]>(ENVIRONMENTS[functionName], environment);
}
