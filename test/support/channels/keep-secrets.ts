import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { LocalStack } from '../../../local/stack.ts';

/** Puts secrets where the functions of a local stage look for them: `slack/bot-token` and its like. */
export async function keepSecrets(
  stack: LocalStack,
  secrets: Readonly<Record<string, string>>,
): Promise<void> {
  const { awsUrl: endpoint, region, root } = stack;
  const ssm = new SSMClient({ endpoint, region, credentials: root.credentials });
  for (const [name, Value] of Object.entries(secrets))
    await ssm.send(new PutParameterCommand({ Name: `/artisan/local/${name}`, Type: 'SecureString', Value }));
  ssm.destroy();
}
