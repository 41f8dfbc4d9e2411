import { describe, expect, it } from '@jest/globals';
import { resolveExpression, resolveTemplate } from './a-template.ts';

const of = (type: string, properties: object = {}) => ({
  Resources: { Thing: { Type: type, Properties: properties } },
});
const ref = { Ref: 'Thing' };
const attribute = (name: string) => ({ 'Fn::GetAtt': ['Thing', name] });
const HERE = 'us-east-1:000000000000';

describe('names of resources', () => {
  it.each([
    ['AWS::SQS::Queue', { QueueName: 'jobs' }, ref, 'http://127.0.0.1:4566/000000000000/jobs'],
    ['AWS::SQS::Queue', {}, attribute('QueueName'), 'app-Thing'],
    ['AWS::SNS::Topic', { TopicName: 't' }, ref, `arn:aws:sns:${HERE}:t`],
    ['AWS::StepFunctions::StateMachine', {}, ref, `arn:aws:states:${HERE}:stateMachine:app-Thing`],
    ['AWS::S3::Bucket', {}, ref, 'app-thing'],
    ['AWS::S3::Bucket', { BucketName: 'b' }, attribute('Arn'), 'arn:aws:s3:::b'],
    [
      'AWS::IAM::Role',
      { RoleName: 'r', Path: '/x/' },
      attribute('Arn'),
      'arn:aws:iam::000000000000:role/x/r',
    ],
    ['AWS::IAM::ManagedPolicy', {}, ref, 'arn:aws:iam::000000000000:policy/app-Thing'],
    ['AWS::Logs::LogGroup', { LogGroupName: '/a' }, attribute('Arn'), `arn:aws:logs:${HERE}:log-group:/a:*`],
    ['AWS::Events::Rule', { Name: 'r' }, attribute('Arn'), `arn:aws:events:${HERE}:rule/r`],
    ['AWS::Events::Rule', { Name: 'r', EventBusName: 'b' }, ref, 'b|r'],
    ['AWS::Lambda::Version', { FunctionName: 'f' }, ref, `arn:aws:lambda:${HERE}:function:f:1`],
    [
      'AWS::Lambda::Alias',
      { FunctionName: `arn:aws:lambda:${HERE}:function:f`, Name: 'live' },
      ref,
      `arn:aws:lambda:${HERE}:function:f:live`,
    ],
    ['AWS::ApiGatewayV2::Api', {}, attribute('ApiEndpoint'), 'http://127.0.0.1:3000'],
    ['AWS::ApiGatewayV2::Stage', { StageName: '$default' }, ref, '$default'],
    ['AWS::SSM::Parameter', { Value: { Ref: 'AWS::Region' } }, attribute('Value'), 'us-east-1'],
  ])('%s %j: %j is %s', (type, properties, expression, expected) => {
    const value = resolveExpression(expression, of(type, properties));

    expect(value).toBe(expected);
  });

  it.each([
    ['AWS::ApiGatewayV2::Api', /^[a-z0-9]{10}$/],
    ['AWS::Cognito::UserPool', /^us-east-1_[a-z0-9]{9}$/],
    ['AWS::Cognito::UserPoolClient', /^[a-z0-9]{26}$/],
    ['AWS::Lambda::EventSourceMapping', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ])('of type %s look like those AWS gives, and are the same each time', (type, shape) => {
    const [first, second] = [0, 1].map(() => resolveExpression(ref, of(type)));

    expect(first).toMatch(shape);
    expect(second).toBe(first);
  });

  it('are cut to the length the service takes, and stay apart', () => {
    const long = 'A'.repeat(90);
    const template = {
      Resources: {
        [`${long}1`]: { Type: 'AWS::Lambda::Function' },
        [`${long}2`]: { Type: 'AWS::Lambda::Function' },
      },
    };

    const names = resolveTemplate(template).resources.map(({ physicalId }) => physicalId);

    expect(names.map((name) => name.length)).toEqual([64, 64]);
    expect(new Set(names).size).toBe(2);
  });

  it.each(['AWS::EC2::Instance', 'Custom::Thing', 'AWS::CloudFormation::CustomResource'])(
    'refuse a type without a rule: %s',
    (type) => {
      expect(() => resolveTemplate(of(type))).toThrow(
        `Thing (${type}): resources of type ${type} cannot be run locally (Thing)`,
      );
    },
  );
});

describe('reference cycles', () => {
  const queue = (properties: object, more: object = {}) => ({
    Type: 'AWS::SQS::Queue',
    Properties: properties,
    ...more,
  });

  it('are refused between names', () => {
    const template = {
      Resources: { A: queue({ QueueName: { Ref: 'B' } }), B: queue({ QueueName: { Ref: 'A' } }) },
    };

    expect(() => resolveTemplate(template)).toThrow(/circular dependency between resources: A -> B -> A/);
  });

  it('are refused between other properties and DependsOn', () => {
    const template = {
      Resources: {
        A: queue({ Tag: { 'Fn::Sub': '${B.Arn}' } }),
        B: queue({}, { DependsOn: ['C'] }),
        C: queue({ Tag: { Ref: 'A' } }),
      },
    };

    expect(() => resolveTemplate(template)).toThrow(
      'circular dependency between resources: A -> B -> C -> A',
    );
  });

  it('are refused for a resource that refers to itself', () => {
    const template = { Resources: { A: queue({ Tag: { 'Fn::GetAtt': ['A', 'Arn'] } }) } };

    expect(() => resolveTemplate(template)).toThrow('circular dependency between resources: A -> A');
  });

  it('are not seen where two resources share a third', () => {
    const template = {
      Resources: { A: queue({ Tag: { Ref: 'C' } }), B: queue({ Tag: { Ref: 'C' } }), C: queue({}) },
    };

    expect(resolveTemplate(template).resources).toHaveLength(3);
  });
});
