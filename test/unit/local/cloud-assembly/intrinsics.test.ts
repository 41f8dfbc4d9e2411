import { describe, expect, it } from '@jest/globals';
import { resolveExpression } from './a-template.ts';

const TABLE = { Resources: { Notes: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'notes' } } } };

describe('intrinsic functions', () => {
  it.each([
    ['Ref of a resource', { Ref: 'Notes' }, 'notes'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    [
      'GetAtt as a list',
      { 'Fn::GetAtt': ['Notes', 'Arn'] },
      'arn:aws:dynamodb:us-east-1:000000000000:table/notes',
    ],
    ['GetAtt as text', { 'Fn::GetAtt': 'Notes.Arn' }, 'arn:aws:dynamodb:us-east-1:000000000000:table/notes'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Notes' }, 1, true]] }, 'a-notes-1-true'],
    ['Join without the items that have no value', { 'Fn::Join': [',', ['a', { Ref: 'AWS::NoValue' }]] }, 'a'],
    ['Sub of a resource', { 'Fn::Sub': 'x/${Notes}/${AWS::Region}' }, 'x/notes/us-east-1'],
    [
      'Sub of an attribute',
      { 'Fn::Sub': '${Notes.Arn}' },
      'arn:aws:dynamodb:us-east-1:000000000000:table/notes',
    ],
    ['Sub with variables', { 'Fn::Sub': ['${a} ${Notes}', { a: { Ref: 'Notes' } }] }, 'notes notes'],
    ['Sub with a literal placeholder', { 'Fn::Sub': '${!Notes}' }, '${Notes}'],
    ['Split', { 'Fn::Split': ['/', 'a/b/'] }, ['a', 'b', '']],
    ['Select', { 'Fn::Select': ['1', ['a', { Ref: 'Notes' }]] }, 'notes'],
    ['Select of a split', { 'Fn::Select': [2, { 'Fn::Split': ['-', 'a-b-c'] }] }, 'c'],
    ['Base64', { 'Fn::Base64': { Ref: 'Notes' } }, Buffer.from('notes').toString('base64')],
    ['ToJsonString', { 'Fn::ToJsonString': { table: { Ref: 'Notes' } } }, '{"table":"notes"}'],
    ['plain data', { a: [1, null, { b: false }] }, { a: [1, null, { b: false }] }],
    ['an object without its valueless keys', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
    [
      'a policy statement, whose Condition is data',
      { Condition: { StringEquals: {} } },
      { Condition: { StringEquals: {} } },
    ],
  ])('resolves %s', (_, expression, expected) => {
    const value = resolveExpression(expression, TABLE);

    expect(value).toEqual(expected);
  });

  it.each([
    [{ 'Fn::ImportValue': 'other' }, 'the intrinsic function Fn::ImportValue is not supported'],
    [{ 'Fn::GetAZs': '' }, 'the intrinsic function Fn::GetAZs is not supported'],
    [{ 'Fn::constructor': '' }, 'the intrinsic function Fn::constructor is not supported'],
    [{ 'Fn::Join': ['', []], More: 1 }, 'Fn::Join stands beside other keys'],
    [{ Ref: 'Nobody' }, 'the template has no resource or parameter Nobody'],
    [{ Ref: 'constructor' }, 'the template has no resource or parameter constructor'],
    [{ 'Fn::GetAtt': ['Notes', 'Size'] }, 'AWS::DynamoDB::Table has no attribute Size here; it has: Arn'],
    [{ 'Fn::GetAtt': ['Notes', 'toString'] }, 'has no attribute toString'],
    [{ 'Fn::Select': [3, ['a']] }, 'Fn::Select asks for item 3 of a list of 1'],
    [{ 'Fn::Select': [-1, ['a']] }, 'Fn::Select asks for item -1'],
    [{ 'Fn::Join': ['-'] }, 'expected two arguments, found ["-"]'],
    [{ 'Fn::Join': ['-', [{ a: 1 }]] }, 'expected text, found {"a":1}'],
    [{ 'Fn::Sub': '${}' }, 'the template has no resource or parameter'],
    [{ 'Fn::FindInMap': ['A', 'b', 'c'] }, 'the template has no mapping A.b.c'],
    [{ 'Fn::If': ['Never', 1, 2] }, 'the template has no condition Never'],
    ['{{resolve:secretsmanager:x}}', 'only ssm is'],
  ])('refuses %j and says why and where', (expression, sentence) => {
    const resolve = (): unknown => resolveExpression(expression, TABLE);

    expect(resolve).toThrow(sentence);
    expect(resolve).toThrow('Holder (AWS::SSM::Parameter)');
  });

  it('looks keys up in mappings', () => {
    const template = { Mappings: { Sizes: { 'us-east-1': { small: 128 } } } };

    const value = resolveExpression(
      { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] },
      template,
    );

    expect(value).toBe(128);
  });

  it('puts SSM parameters into dynamic references', () => {
    const value = resolveExpression('v{{resolve:ssm:/app/version:3}}!', {}, { ssm: { '/app/version': '7' } });

    expect(value).toBe('v7!');
  });
});
