import type { InferOutput } from 'valibot';
import type { Resource } from '../../cloud-assembly/resource.ts';
import { ofType, parseProperties } from '../../iam/template/parse-properties.ts';
import type { Stage, Throttle } from './api-model.ts';
import { StageProperties } from './schemas.ts';

/** What an account has where the template sets only one of the two. Source: "Amazon API Gateway quotas". */
const ACCOUNT_THROTTLE: Throttle = { rate: 10_000, burst: 5000 };

type StageSettings = InferOutput<typeof StageProperties>;

export function readStages(resources: readonly Resource[]): Stage[] {
  const stages = ofType(resources, 'AWS::ApiGatewayV2::Stage').map(readStage);
  if (stages.length === 0)
    throw new Error('The HTTP API has no AWS::ApiGatewayV2::Stage: nothing would be served');
  return stages;
}

function readStage(resource: Resource): Stage {
  const settings = parseProperties(StageProperties, resource);
  const log = settings.AccessLogSettings;
  return {
    name: settings.StageName,
    accessLog: log && { destinationArn: log.DestinationArn, format: log.Format },
    variables: settings.StageVariables,
    throttleOf: (routeKey) => throttleOf(settings, routeKey),
  };
}

/** A route's own settings stand in place of the stage's, each by itself. */
function throttleOf(settings: StageSettings, routeKey: string): Throttle | undefined {
  const own = Object.hasOwn(settings.RouteSettings, routeKey) ? settings.RouteSettings[routeKey] : undefined;
  const shared = settings.DefaultRouteSettings;
  const rate = own?.ThrottlingRateLimit ?? shared?.ThrottlingRateLimit;
  const burst = own?.ThrottlingBurstLimit ?? shared?.ThrottlingBurstLimit;
  if (rate === undefined && burst === undefined) return undefined;
  return { rate: rate ?? ACCOUNT_THROTTLE.rate, burst: burst ?? ACCOUNT_THROTTLE.burst };
}
