import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { metricsTokenParameter, type ForeignMetric } from '../../lib/contracts/observability-config.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { ControlTable } from './control-table.ts';
import { grantReadAlarms } from './grant-read-alarms.ts';
import { grantReadMetrics } from './grant-read-metrics.ts';
import type { SeriesBucket } from './series-bucket.ts';
import { trafficEnvironment } from './traffic-environment.ts';

export interface ObservabilityProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
  /** Raw metrics of runs. */
  readonly series: SeriesBucket;
}

/** What the stage says of itself: to Prometheus, and to whoever asks whether the launch goes as it should. */
export class Observability extends Construct {
  readonly metrics: BundledFunction;
  readonly report: BundledFunction;
  /** Name of the SecureString that people keep the tokens of GET /metrics in. */
  readonly tokenParameter: string;
  /** How often the cache behind the modes hits. */
  readonly cache: ForeignMetric;

  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    const { config, controlTable, series, ...settings } = props;
    const { stage } = settings;
    this.tokenParameter = metricsTokenParameter(stage.name);
    const expectations = ofStage(config);
    this.cache = expectations.cache.metric;

    this.metrics = new BundledFunction(this, 'Metrics', {
      ...settings,
      functionName: 'metrics',
      description: 'Says how the stage stands, as Prometheus reads it',
      memoryMb: 512,
      // Reading the states of alarms may take three attempts of 3 s; Prometheus gives up after 10 s.
      timeoutSeconds: 10,
      environment: {
        ...trafficEnvironment(config),
        STAGE: stage.name,
        METRICS_TOKEN: this.tokenParameter,
        CACHE_METRIC: JSON.stringify(expectations.cache.metric),
      },
    });
    controlTable.latest.grantRead(this.metrics);
    grantReadMetrics(this.metrics);
    grantReadAlarms(this.metrics);
    this.#grantReadToken(this.metrics);

    this.report = new BundledFunction(this, 'Report', {
      ...settings,
      functionName: 'report',
      description: 'Says whether the launch goes as it should',
      // The last fifth of a million steps is 200,000 of them.
      memoryMb: 1_024,
      timeoutSeconds: 29,
      environment: {
        ...trafficEnvironment(config),
        STAGE: stage.name,
        EXPECTATIONS: JSON.stringify(expectations),
        ENTROPY_SCHEDULE: JSON.stringify(config.ppo_schedule.entropy_coef),
      },
    });
    controlTable.latest.grantRead(this.report);
    controlTable.traffic.grantReadSettings(this.report);
    controlTable.runs.grantRead(this.report);
    series.grantRead(this.report);
    grantReadMetrics(this.report);
    grantReadAlarms(this.report);
  }

  /** API Gateway counts the requests that it answers. The API comes after the functions that serve it. */
  linkTo(apiId: string): void {
    this.report.addEnvironment('API_ID', apiId);
  }

  /** A SecureString under the account's own key of SSM needs no grant on the key. */
  #grantReadToken(fn: BundledFunction): void {
    const resourceName = this.tokenParameter.slice(1);
    const arn = Stack.of(this).formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    fn.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [arn] }));
  }
}

/** With the stage's name in the namespace of the cache's metric. */
function ofStage({ expectations, stage }: Config): Config['expectations'] {
  const { metric } = expectations.cache;
  const namespace = metric.namespace.replace('{stage}', stage.name);
  return { ...expectations, cache: { ...expectations.cache, metric: { ...metric, namespace } } };
}
