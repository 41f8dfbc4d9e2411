import * as v from 'valibot';

const Text = v.string();
const Texts = v.optional(v.array(v.string()), []);
/** Accepted, and without effect on one machine. */
const WithoutEffect = v.optional(v.unknown());

export const ApiProperties = v.strictObject({
  CorsConfiguration: v.optional(
    v.strictObject({
      AllowCredentials: v.optional(v.boolean(), false),
      AllowHeaders: Texts,
      AllowMethods: Texts,
      AllowOrigins: Texts,
      ExposeHeaders: Texts,
      MaxAge: v.optional(v.number()),
    }),
  ),
  Description: WithoutEffect,
  DisableExecuteApiEndpoint: WithoutEffect,
  IpAddressType: WithoutEffect,
  Name: Text,
  ProtocolType: v.literal('HTTP'),
  Tags: WithoutEffect,
  Version: WithoutEffect,
});

export const RouteProperties = v.strictObject({
  ApiId: Text,
  AuthorizationScopes: Texts,
  AuthorizationType: v.optional(v.picklist(['NONE', 'AWS_IAM', 'JWT']), 'NONE'),
  AuthorizerId: v.optional(Text),
  OperationName: WithoutEffect,
  RouteKey: Text,
  Target: v.pipe(Text, v.startsWith('integrations/')),
});

export const IntegrationProperties = v.strictObject({
  ApiId: Text,
  ConnectionType: v.optional(v.literal('INTERNET')),
  Description: WithoutEffect,
  IntegrationMethod: v.optional(v.literal('POST')),
  IntegrationType: v.literal('AWS_PROXY'),
  IntegrationUri: Text,
  PayloadFormatVersion: v.literal('2.0'),
  TimeoutInMillis: v.optional(v.pipe(v.number(), v.minValue(50), v.maxValue(30_000)), 30_000),
});

const ThrottleProperties = v.strictObject({
  DetailedMetricsEnabled: WithoutEffect,
  ThrottlingBurstLimit: v.optional(v.pipe(v.number(), v.minValue(0))),
  ThrottlingRateLimit: v.optional(v.pipe(v.number(), v.minValue(0))),
});

export const StageProperties = v.strictObject({
  AccessLogSettings: v.optional(v.strictObject({ DestinationArn: Text, Format: Text })),
  ApiId: Text,
  AutoDeploy: WithoutEffect,
  DefaultRouteSettings: v.optional(ThrottleProperties),
  DeploymentId: WithoutEffect,
  Description: WithoutEffect,
  RouteSettings: v.optional(v.record(Text, ThrottleProperties), {}),
  StageName: Text,
  StageVariables: v.optional(v.record(Text, Text)),
  Tags: WithoutEffect,
});

export const AuthorizerProperties = v.strictObject({
  ApiId: Text,
  AuthorizerType: v.literal('JWT'),
  IdentitySource: v.pipe(v.array(Text), v.length(1)),
  JwtConfiguration: v.strictObject({ Audience: v.pipe(v.array(Text), v.minLength(1)), Issuer: Text }),
  Name: Text,
});
