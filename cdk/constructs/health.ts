import type { CfnCondition } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import type { HealthConfig, HealthUrls } from '../../lib/contracts/health.ts';
import { BackgroundFunction, type BackgroundFunctionProps } from './background-function.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { ControlTable } from './control-table.ts';
import { EveryInterval } from './every-interval.ts';
import { joinVpc } from './join-vpc.ts';
import { trafficEnvironment } from './traffic-environment.ts';
import { UrlsInForce } from './urls-in-force.ts';

export interface HealthProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
  readonly failedEvents: BackgroundFunctionProps['failedEvents'];
}

/** After the slowest health check: to record it and to tell its breaker. */
const RECORDING_SECONDS = 5;

/** Whether the models are well: asks them at an interval, and shows what they said. */
export class Health extends Construct {
  readonly function: BundledFunction;
  readonly prober: BackgroundFunction;
  readonly isProbed: CfnCondition;

  constructor(scope: Construct, id: string, props: HealthProps) {
    super(scope, id);
    const { config, controlTable, failedEvents, ...settings } = props;
    const { models, load_balancing } = config.traffic_distribution;
    const intervalMs = load_balancing.health_check_interval;
    const urls = new UrlsInForce(this, 'Urls', {
      parameter: 'HealthUrls',
      description:
        'Health URLs of this deployment: JSON from model to URL, {} for none, empty for as configured',
      configured: configuredUrls(models),
    });
    const healthConfig = toHealthConfig(models, intervalMs);
    const environment = { HEALTH_CONFIG: JSON.stringify(healthConfig), HEALTH_URLS: urls.json };

    this.prober = new BackgroundFunction(this, 'Prober', {
      ...settings,
      functionName: 'health-prober',
      description: 'Asks each model with a health URL whether it is well',
      memoryMb: 256,
      timeoutSeconds:
        Math.ceil(Math.max(...Object.values(healthConfig.timeouts_ms)) / 1_000) + RECORDING_SECONDS,
      environment: {
        ...environment,
        ...trafficEnvironment(config),
        INTERNAL_ADDRESSES: JSON.stringify(settings.stage.internal_addresses),
      },
      failedEvents,
      retries: 0,
    });
    controlTable.serving.grantCheckBreakers(this.prober);
    joinVpc(this.prober, settings.stage);
    new EveryInterval(this, 'EveryInterval', { starts: this.prober, intervalMs, onlyIf: urls.areThere });
    this.isProbed = urls.areThere;

    this.function = new BundledFunction(this, 'Function', {
      ...settings,
      functionName: 'health',
      description: 'Shows the health of the models',
      memoryMb: 256,
      timeoutSeconds: 5,
      environment,
    });
    controlTable.serving.grantReadHealth(this.function);
  }
}

type Models = Config['traffic_distribution']['models'];

function configuredUrls(models: Models): HealthUrls {
  return Object.fromEntries(
    Object.entries(models).flatMap(([name, { health_url: url }]) => (url === undefined ? [] : [[name, url]])),
  );
}

/** A check that took longer than the interval would still be under way when the next one begins. */
function toHealthConfig(models: Models, intervalMs: number): HealthConfig {
  return {
    timeouts_ms: Object.fromEntries(
      Object.entries(models).map(([name, { timeout }]) => [name, Math.min(timeout, intervalMs)]),
    ),
  };
}
