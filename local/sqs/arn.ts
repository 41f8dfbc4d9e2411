import type { Environment } from '../cloud-assembly/resource.ts';
import { AwsError } from '../aws-endpoint/aws-error.ts';

export function queueArn({ account, region }: Environment, queueName: string): string {
  return `arn:aws:sqs:${region}:${account}:${queueName}`;
}

/** The name at the end of a queue's ARN. */
export function queueNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/** The name at the end of `<endpoint>/<account>/<queue>`. Throws InvalidAddress. */
export function queueNameOfUrl(queueUrl: string): string {
  const name = /^https?:\/\/[^/]+\/\d{12}\/([^/]+)$/.exec(queueUrl)?.[1];
  if (name !== undefined) return name;
  throw new AwsError('InvalidAddress', `The address ${queueUrl} is not valid for this endpoint.`);
}
