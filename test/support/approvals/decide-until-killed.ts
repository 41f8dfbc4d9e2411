import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { LocalStack } from '../../../local/stack.ts';
import { anEvent } from '../api-event.ts';
import { bundlesFolder } from '../built.ts';
import { compileCache } from '../compile-cache.ts';
import { startKillingProxy, type Aim } from '../killing-proxy.ts';
import type { Asked } from './asking-stack.ts';

const SCRIPT = join(import.meta.dirname, '../function-process.ts');
const BUNDLE = resolve(bundlesFolder(), 'approvals/handler.mjs');

/**
 * An approver approves, and the process of the function is killed at one of its writes: 1 is the decision, 2 notes that
 * the machine was told.
 * @returns how the process ended, and what it had written or was about to write
 */
export async function decideUntilKilled(
  stack: LocalStack,
  { approvalId: id }: Asked,
  { planHash: plan_hash, ...aim }: Omit<Aim, 'kill'> & { readonly planHash: unknown },
): Promise<{ readonly signal: unknown; readonly writes: readonly string[] }> {
  const proxy = await startKillingProxy(stack.awsUrl);
  const event = anEvent('POST /v1/approvals/{id}/decision', {
    path: { id },
    rawPath: `/v1/approvals/${id}/decision`,
    groups: '[approver]',
    username: 'approver',
    body: { decision: 'approve', plan_hash },
  });
  const aheadMs = String(stack.clock.now() - Date.now());
  const child = spawn(process.execPath, [SCRIPT, BUNDLE, JSON.stringify(event), aheadMs], {
    env: environmentOf(stack, proxy.url),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  proxy.aim({ ...aim, kill: () => child.kill('SIGKILL') });
  const [, signal] = (await once(child, 'exit')) as [unknown, unknown];
  const writes = [...proxy.writes];
  await proxy.close();
  return { signal, writes };
}

function environmentOf({ outputs, pools, region, root }: LocalStack, awsUrl: string) {
  const { accessKeyId, secretAccessKey } = root.credentials;
  return {
    METRICS_NAMESPACE: 'test',
    CONTROL_TABLE: outputs['ControlTableName'],
    USER_POOL_ID: pools[0]?.id,
    AWS_ENDPOINT_URL: awsUrl,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...compileCache,
  };
}
