import { describe, expect, it } from '@jest/globals';
import { RESOURCE_TYPES } from '../../../../local/cloud-assembly/resource-types.ts';
import { refuseUnserved } from '../../../../local/stack/claims.ts';

const aResource = (type: string) => ({ logicalId: 'Thing', type, physicalId: 'thing', properties: {} });
/** They have names, so that a template that only mentions them can be read; nothing runs them. */
const NAMED_ONLY = [
  'AWS::Lambda::LayerVersion',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
];

describe('the types of resources that the stack runs', () => {
  it.each(Object.keys(RESOURCE_TYPES).filter((type) => !NAMED_ONLY.includes(type)))('hold %s', (type) => {
    expect(() => {
      refuseUnserved([aResource(type)]);
    }).not.toThrow();
  });

  it.each([...NAMED_ONLY, 'AWS::EC2::Instance', 'Custom::Thing'])(
    'do not hold %s, which is refused by name',
    (type) => {
      expect(() => {
        refuseUnserved([aResource(type)]);
      }).toThrow(`Thing (${type})`);
    },
  );
});
