import type { Resource } from '../cloud-assembly/resource.ts';

/** Types that a service of this stack runs. Each refuses by itself what it cannot run of a resource. */
const SERVED = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Deployment',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::SSM::Parameter',
  'AWS::StepFunctions::StateMachine',
]);

/** Types that nothing runs because there is nothing to run, and why. */
const WITHOUT_LOCAL_MEANING: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'tells AWS which constructs were used',
};

/** A resource that nothing here would run is refused: a template must not be half alive without a word. */
export function refuseUnserved(resources: readonly Resource[]): void {
  const unserved = resources.filter(
    ({ type }) => !SERVED.has(type) && !Object.hasOwn(WITHOUT_LOCAL_MEANING, type),
  );
  if (unserved.length === 0) return;
  const names = unserved.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
  throw new Error(`This local stack runs no resources of these types: ${names}`);
}
