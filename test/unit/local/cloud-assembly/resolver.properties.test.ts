import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { resolveExpression } from './a-template.ts';

const TEMPLATE = {
  Parameters: { P: { Type: 'String', Default: 'p-value' } },
  Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Equals': ['a', 'b'] } },
  Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } } },
};

const plainText = fc.string().filter((text) => !text.includes('${') && !text.includes('{{'));
const key = fc.string().filter((text) => !text.startsWith('Fn::') && text !== 'Ref' && text !== '__proto__');

const { text, data } = fc.letrec<{ text: unknown; data: unknown }>((tie) => ({
  text: fc.oneof(
    { depthSize: 'small' },
    plainText,
    fc.constantFrom(
      { Ref: 'P' },
      { Ref: 'Q' },
      { 'Fn::GetAtt': ['Q', 'Arn'] },
      { 'Fn::Sub': '${P}:${Q.Arn}' },
    ),
    fc.tuple(plainText, fc.array(tie('text'))).map((join) => ({ 'Fn::Join': join })),
    fc
      .tuple(fc.constantFrom('Yes', 'No'), tie('text'), tie('text'))
      .map((branches) => ({ 'Fn::If': branches })),
    tie('text').map((inner) => ({ 'Fn::Base64': inner })),
    fc.array(tie('text'), { minLength: 1 }).map((items) => ({ 'Fn::Select': [items.length - 1, items] })),
    fc.array(tie('data')).map((inner) => ({ 'Fn::ToJsonString': inner })),
  ),
  data: fc.oneof(
    { depthSize: 'small' },
    tie('text'),
    fc.constantFrom(null, true, 0, -1.5, { Ref: 'AWS::NoValue' }),
    fc.array(tie('data')),
    fc.dictionary(key, tie('data')),
  ),
}));

const resolve = (expression: unknown): unknown => resolveExpression(expression, TEMPLATE);

function hasIntrinsic(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const intrinsic = Object.keys(value).some((name) => name === 'Ref' || name.startsWith('Fn::'));
  return intrinsic || Object.values(value).some(hasIntrinsic);
}

describe('the resolver', () => {
  it('leaves no intrinsic function over', () => {
    fc.assert(
      fc.property(data, (expression) => {
        expect(hasIntrinsic(resolve(expression))).toBe(false);
      }),
    );
  });

  it('changes nothing when it is run on its own result', () => {
    fc.assert(
      fc.property(data, (expression) => {
        const once = resolve(expression);

        expect(resolve(once)).toEqual(once);
      }),
    );
  });

  it('gives the same for Join with nothing between and for Sub', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), (parts) => {
        const names = parts.map((_, index) => `\${v${index}}`).join('');
        const variables = Object.fromEntries(parts.map((part, index) => [`v${index}`, part]));

        expect(resolve({ 'Fn::Sub': [names, variables] })).toBe(resolve({ 'Fn::Join': ['', parts] }));
      }),
    );
  });

  it('splits what it joined', () => {
    const word = fc.stringMatching(/^[a-z]*$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(resolve({ 'Fn::Split': ['|', { 'Fn::Join': ['|', words] }] })).toEqual(words);
      }),
    );
  });
});
