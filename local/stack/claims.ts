import type { Resource } from '../cloud-assembly/resource.ts';

/** Who runs what: the prefix of a resource type, or a whole one. */
const SERVED = [
  'AWS::ApiGatewayV2::',
  'AWS::CloudWatch::',
  'AWS::Cognito::',
  'AWS::DynamoDB::',
  'AWS::Events::',
  'AWS::IAM::',
  'AWS::Lambda::',
  'AWS::Logs::LogGroup',
  'AWS::S3::',
  'AWS::SQS::',
  'AWS::SSM::',
  'AWS::StepFunctions::StateMachine',
] as const;

/** A resource that nothing here would run is refused: a template must not be half alive without a word. */
export function refuseUnserved(resources: readonly Resource[]): void {
  const unserved = resources.filter(({ type }) => !SERVED.some((served) => type.startsWith(served)));
  if (unserved.length === 0) return;
  const names = unserved.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
  throw new Error(`This local stack runs no resources of these types: ${names}`);
}
