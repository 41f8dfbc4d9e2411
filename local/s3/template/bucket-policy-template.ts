import * as v from 'valibot';
import type { Resource } from '../../cloud-assembly/resource.ts';
import { parseProperties } from '../../iam/template/parse-properties.ts';

/** A refusal of plain HTTP or old TLS: met by everyone here, since the loopback interface stands for TLS. */
const transportRefusal = v.object({
  Effect: v.literal('Deny'),
  Condition: v.union([
    v.strictObject({
      Bool: v.strictObject({ 'aws:SecureTransport': v.union([v.literal('false'), v.literal(false)]) }),
    }),
    v.strictObject({
      NumericLessThan: v.strictObject({ 's3:TlsVersion': v.union([v.string(), v.number()]) }),
    }),
  ]),
});

const policyProperties = v.object({
  PolicyDocument: v.object({
    Statement: v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())]),
  }),
});

/** Throws a sentence unless every statement only refuses insecure transport: bucket policies are not evaluated. */
export function checkBucketPolicy(resource: Resource): void {
  const { PolicyDocument } = parseProperties(policyProperties, resource);
  for (const statement of [PolicyDocument.Statement].flat()) {
    if (v.is(transportRefusal, statement)) continue;
    throw new Error(
      `AWS::S3::BucketPolicy ${resource.logicalId}: only statements that deny insecure transport (aws:SecureTransport false, s3:TlsVersion) are supported here, not ${JSON.stringify(statement)}`,
    );
  }
}
