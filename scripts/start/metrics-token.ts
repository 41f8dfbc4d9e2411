import { randomBytes } from 'node:crypto';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { LocalStack } from '../../local/stack.ts';

/** Keeps a new token of GET /metrics where an operator of a deployed stage would, and answers with it. */
export async function keepMetricsToken({ awsUrl, region, root, outputs }: LocalStack): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const ssm = new SSMClient({ endpoint: awsUrl, region, credentials: root.credentials });
  try {
    const Name = outputs['MetricsTokenParameter'];
    await ssm.send(new PutParameterCommand({ Name, Value: token, Type: 'SecureString', Overwrite: true }));
    return token;
  } finally {
    ssm.destroy();
  }
}
