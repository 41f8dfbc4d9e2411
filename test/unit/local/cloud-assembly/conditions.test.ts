import { describe, expect, it } from '@jest/globals';
import { resolveExpression, resolveTemplate } from './a-template.ts';

const TEMPLATE = {
  Parameters: { Stage: { Type: 'String', Default: 'prod', AllowedValues: ['prod', 'dev'] } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsDev' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsDev' }] },
  },
};

describe('conditions', () => {
  it.each([
    ['IsProd', 'yes'],
    ['IsDev', 'no'],
    ['Both', 'no'],
    ['Either', 'yes'],
  ])('choose a branch of Fn::If (%s)', (condition, expected) => {
    const value = resolveExpression({ 'Fn::If': [condition, 'yes', 'no'] }, TEMPLATE);

    expect(value).toBe(expected);
  });

  it('do not evaluate the branch that is not taken', () => {
    const value = resolveExpression({ 'Fn::If': ['IsProd', 'yes', { Ref: 'Nobody' }] }, TEMPLATE);

    expect(value).toBe('yes');
  });

  it('leave out resources and outputs whose condition is false', () => {
    const template = {
      ...TEMPLATE,
      Resources: {
        A: { Type: 'AWS::SQS::Queue', Condition: 'IsDev' },
        B: { Type: 'AWS::SQS::Queue', Condition: 'IsProd' },
      },
      Outputs: { A: { Value: 'a', Condition: 'IsDev' }, B: { Value: { Ref: 'Stage' } } },
    };

    const { resources, outputs } = resolveTemplate(template);

    expect(resources.map(({ logicalId }) => logicalId)).toEqual(['B']);
    expect(outputs).toEqual({ B: 'prod' });
  });

  it('refuse a reference to a resource that is left out', () => {
    const template = { ...TEMPLATE, Resources: { A: { Type: 'AWS::SQS::Queue', Condition: 'IsDev' } } };

    expect(() => resolveExpression({ Ref: 'A' }, template)).toThrow(
      'A is not created: condition IsDev is false',
    );
  });

  it('refuse a condition that refers to itself', () => {
    const template = { Conditions: { A: { Condition: 'B' }, B: { 'Fn::Not': [{ Condition: 'A' }] } } };

    expect(() => resolveExpression({ 'Fn::If': ['A', 1, 2] }, template)).toThrow(
      'condition A refers to itself',
    );
  });

  it('refuse an unknown condition function', () => {
    const template = { Conditions: { A: { 'Fn::Contains': [[], 'a'] } } };

    expect(() => resolveExpression({ 'Fn::If': ['A', 1, 2] }, template)).toThrow(
      'the condition function Fn::Contains is not supported',
    );
  });
});

describe('parameters', () => {
  it('take a given value before the default', () => {
    const value = resolveExpression({ Ref: 'Stage' }, TEMPLATE, { parameters: { Stage: 'dev' } });

    expect(value).toBe('dev');
  });

  it('refuse a value that is not allowed', () => {
    const resolve = () => resolveExpression({ Ref: 'Stage' }, TEMPLATE, { parameters: { Stage: 'qa' } });

    expect(resolve).toThrow('parameter Stage is qa; allowed are prod, dev');
  });

  it('refuse a value for a parameter that does not exist', () => {
    const resolve = () => resolveTemplate(TEMPLATE, { parameters: { Stagee: 'dev' } });

    expect(resolve).toThrow('the template has no parameter Stagee; it has: Stage');
  });

  it('refuse a reference to a parameter without a value', () => {
    const template = { Parameters: { Name: { Type: 'String' } } };

    expect(() => resolveExpression({ Ref: 'Name' }, template)).toThrow('parameter Name has no value');
  });

  it('split lists', () => {
    const template = { Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'a, b' } } };

    expect(resolveExpression({ Ref: 'Names' }, template)).toEqual(['a', 'b']);
  });

  it('of an SSM type take the value that the parameter store holds, and only when they are used', () => {
    const type = 'AWS::SSM::Parameter::Value<String>';
    const template = {
      Parameters: {
        Model: { Type: type, Default: '/models/current' },
        BootstrapVersion: { Type: type, Default: '/cdk-bootstrap/version' },
      },
    };

    const value = resolveExpression({ Ref: 'Model' }, template, { ssm: { '/models/current': 'm-7' } });

    expect(value).toBe('m-7');
    expect(() => resolveExpression({ Ref: 'BootstrapVersion' }, template)).toThrow(
      'the SSM parameter /cdk-bootstrap/version, which does not exist',
    );
  });
});
