import { generatedName, stableId, type NamedResource, type ResourceType } from './resource-type.ts';

/*
 * Names, `Ref` and `Fn::GetAtt` of each resource type that can be run here, from the "Return values" section of
 * its page in the AWS CloudFormation Template Reference. A type or an attribute that is not here is refused.
 */

const ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';
const HEX = '0123456789abcdef';

type Text = (resource: NamedResource) => string;

const arn =
  (service: string, path: Text): Text =>
  (resource) =>
    `arn:aws:${service}:${resource.region}:${resource.account}:${path(resource)}`;
const globalArn =
  (service: string, path: Text): Text =>
  (resource) =>
    `arn:aws:${service}::${service === 's3' ? '' : resource.account}:${path(resource)}`;
const name: Text = (resource) => resource.name;
const property =
  (key: string): Text =>
  (resource) =>
    resource.property(key) ?? '';
const upTo =
  (length: number) =>
  (resource: Omit<NamedResource, 'name'>): string =>
    generatedName(resource, length);
const seed = ({ stackName, logicalId }: Omit<NamedResource, 'name'>): string => `${stackName}/${logicalId}`;
const identifier =
  (length: number) =>
  (resource: Omit<NamedResource, 'name'>): string =>
    stableId(seed(resource), ALPHANUMERIC, length);
const uuid = (resource: Omit<NamedResource, 'name'>): string =>
  stableId(seed(resource), HEX, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** `FunctionName` properties take a name or an ARN. */
const functionArn: Text = (resource) => {
  const target = property('FunctionName')(resource);
  return target.startsWith('arn:') ? target : arn('lambda', () => `function:${target}`)(resource);
};
const onBus: Text = (resource) => {
  const bus = (resource.property('EventBusName') ?? 'default').split('/').at(-1) ?? '';
  return bus === 'default' ? resource.name : `${bus}/${resource.name}`;
};
const rolePath: Text = (resource) => `${resource.property('Path') ?? '/'}${resource.name}`;
const poolProvider: Text = ({ region, name: poolId }) => `cognito-idp.${region}.amazonaws.com/${poolId}`;

const table: ResourceType = {
  nameProperty: 'TableName',
  generate: upTo(255),
  // No StreamArn: there are no streams here.
  attributes: { Arn: arn('dynamodb', ({ name: tableName }) => `table/${tableName}`) },
};
const layerArn = arn('lambda', ({ name: layer }) => `layer:${layer}:1`);
const aliasArn: Text = (resource) => `${functionArn(resource)}:${resource.name}`;
const versionArn: Text = (resource) => `${functionArn(resource)}:1`;
const topicArn = arn('sns', name);
const queueUrl: Text = (resource) => `${resource.awsUrl}/${resource.account}/${resource.name}`;
const machineArn = arn('states', ({ name: machine }) => `stateMachine:${machine}`);

export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::ApiGatewayV2::Api': {
    generate: identifier(10),
    attributes: { ApiId: name, ApiEndpoint: ({ apiUrl }) => apiUrl },
  },
  'AWS::ApiGatewayV2::Authorizer': { generate: identifier(6), attributes: { AuthorizerId: name } },
  'AWS::ApiGatewayV2::Deployment': { generate: identifier(6), attributes: { DeploymentId: name } },
  'AWS::ApiGatewayV2::Integration': { generate: identifier(7), attributes: { IntegrationId: name } },
  'AWS::ApiGatewayV2::Route': { generate: identifier(7), attributes: { RouteId: name } },
  'AWS::ApiGatewayV2::Stage': { nameProperty: 'StageName' },
  'AWS::CDK::Metadata': {},
  'AWS::CloudWatch::Alarm': {
    nameProperty: 'AlarmName',
    attributes: { Arn: arn('cloudwatch', ({ name: alarm }) => `alarm:${alarm}`) },
  },
  'AWS::CloudWatch::Dashboard': { nameProperty: 'DashboardName' },
  'AWS::Cognito::UserPool': {
    generate: (resource) => `${resource.region}_${stableId(seed(resource), ALPHANUMERIC, 9)}`,
    attributes: {
      Arn: arn('cognito-idp', ({ name: poolId }) => `userpool/${poolId}`),
      ProviderName: poolProvider,
      ProviderURL: (resource) => `https://${poolProvider(resource)}`,
      UserPoolId: name,
    },
  },
  'AWS::Cognito::UserPoolClient': { generate: identifier(26), attributes: { ClientId: name } },
  'AWS::Cognito::UserPoolDomain': { nameProperty: 'Domain' },
  'AWS::Cognito::UserPoolGroup': { nameProperty: 'GroupName' },
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    attributes: { Arn: arn('events', ({ name: bus }) => `event-bus/${bus}`), Name: name },
  },
  'AWS::Events::Rule': {
    nameProperty: 'Name',
    generate: upTo(64),
    ref: (resource) => onBus(resource).replace('/', '|'),
    attributes: { Arn: arn('events', (resource) => `rule/${onBus(resource)}`) },
  },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    generate: upTo(128),
    ref: globalArn('iam', (resource) => `policy${rolePath(resource)}`),
    attributes: { PolicyArn: globalArn('iam', (resource) => `policy${rolePath(resource)}`) },
  },
  'AWS::IAM::Policy': { nameProperty: 'PolicyName', generate: upTo(128) },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    generate: upTo(64),
    attributes: {
      Arn: globalArn('iam', (resource) => `role${rolePath(resource)}`),
      RoleId: (resource) => `AROA${stableId(seed(resource), ALPHANUMERIC, 17).toUpperCase()}`,
    },
  },
  'AWS::Lambda::Alias': { nameProperty: 'Name', ref: aliasArn, attributes: { AliasArn: aliasArn } },
  'AWS::Lambda::EventInvokeConfig': {},
  'AWS::Lambda::EventSourceMapping': {
    generate: uuid,
    attributes: { Id: name, EventSourceMappingArn: arn('lambda', (it) => `event-source-mapping:${it.name}`) },
  },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    generate: upTo(64),
    attributes: { Arn: arn('lambda', ({ name: functionName }) => `function:${functionName}`) },
  },
  'AWS::Lambda::LayerVersion': {
    nameProperty: 'LayerName',
    ref: layerArn,
    attributes: { LayerVersionArn: layerArn },
  },
  'AWS::Lambda::Permission': { attributes: { Id: name } },
  'AWS::Lambda::Version': { ref: versionArn, attributes: { Version: () => '1', FunctionArn: versionArn } },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    attributes: { Arn: arn('logs', ({ name: group }) => `log-group:${group}:*`) },
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    generate: (resource) => generatedName(resource, 63).toLowerCase(),
    attributes: {
      Arn: globalArn('s3', name),
      DomainName: ({ name: bucket }) => `${bucket}.s3.amazonaws.com`,
      RegionalDomainName: ({ name: bucket, region }) => `${bucket}.s3.${region}.amazonaws.com`,
    },
  },
  'AWS::S3::BucketPolicy': {},
  'AWS::SNS::Subscription': { ref: (resource) => `${property('TopicArn')(resource)}:${uuid(resource)}` },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: name },
  },
  'AWS::SNS::TopicPolicy': {},
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    generate: upTo(80),
    ref: queueUrl,
    attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: queueUrl },
  },
  'AWS::SQS::QueuePolicy': {},
  'AWS::SSM::Parameter': {
    nameProperty: 'Name',
    attributes: { Type: property('Type'), Value: property('Value') },
  },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    generate: upTo(80),
    ref: machineArn,
    attributes: { Arn: machineArn, Name: name },
  },
};
