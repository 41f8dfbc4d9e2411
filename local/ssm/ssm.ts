import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { JsonCall } from '../aws-endpoint/service.ts';
import type { Resource } from '../cloud-assembly/resource.ts';
import type { Operation } from './operation.ts';
import { ssmOperations } from './operations.ts';
import { openParameterStore } from './parameter-store.ts';
import { createParameters } from './parameters.ts';
import type { Ssm, SsmOptions } from './ssm-api.ts';

/** "AWS::SSM::Parameter" of the CloudFormation reference, which makes no SecureString. */
const resourceSchema = v.strictObject({
  Name: v.exactOptional(v.string()),
  Type: v.picklist(['String', 'StringList']),
  Value: v.string(),
  AllowedPattern: v.exactOptional(v.string()),
  Tier: v.exactOptional(v.picklist(['Standard', 'Advanced', 'Intelligent-Tiering'])),
  DataType: v.exactOptional(v.literal('text')),
  Description: v.exactOptional(v.string()),
  Tags: v.exactOptional(v.unknown()),
});

/** The largest tier: templates say which they need. */
const MAXIMUM_BYTES = 8_192;

/** Parameter Store over AWS JSON 1.1. */
export function createSsm({ clock, environment, file }: SsmOptions): Ssm {
  const parameters = createParameters({ store: openParameterStore(file), clock });
  const operations = new Map<string, Operation>(Object.entries(ssmOperations({ parameters, environment })));
  const find = ({ operation }: JsonCall): Operation => {
    const found = operations.get(operation);
    if (found) return found;
    throw new AwsError('UnknownOperationException', `SSM ${operation} is not supported here`, {
      statusCode: 501,
    });
  };

  const provision = (resource: Resource): void => {
    const { Name, Type, Value, AllowedPattern } = parse(resource);
    const name = Name ?? resource.physicalId;
    if (parameters.find(name)) return;
    parameters.put({
      name,
      value: Value,
      type: Type,
      overwrite: false,
      maximumBytes: MAXIMUM_BYTES,
      ...(AllowedPattern !== undefined && { allowedPattern: AllowedPattern }),
    });
  };

  return {
    service: {
      protocol: 'json-1.1',
      targetPrefix: 'AmazonSSM',
      permissions: (call) => find(call).permissions(call),
      call: async (call) => await find(call).run(call),
    },
    provision: (resources) => {
      resources.filter(({ type }) => type === 'AWS::SSM::Parameter').forEach(provision);
    },
    close: () => Promise.resolve(),
  };
}

function parse({ type, logicalId, properties }: Resource): v.InferOutput<typeof resourceSchema> {
  const result = v.safeParse(resourceSchema, properties);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? 'properties';
  const reason = issue.expected === 'never' ? 'is not supported' : issue.message;
  throw new Error(`${type} ${logicalId}: ${path}: ${reason}`);
}
