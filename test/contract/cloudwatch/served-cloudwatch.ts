import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../../local/aws-endpoint/open-gatekeeper.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { createCloudWatch } from '../../../local/cloudwatch/cloudwatch.ts';
import type { CloudWatchOptions } from '../../../local/cloudwatch/options.ts';
import { serve } from '../../support/serve.ts';

/** A whole hour: minutes and hours start where one expects. */
export const START = Date.UTC(2026, 0, 5, 12);

export const at = (milliseconds: number): Date => new Date(START + milliseconds);

/** CloudWatch behind a real endpoint, and a client of it. Close it in afterEach or afterAll. */
export async function serveCloudWatch(options: Partial<CloudWatchOptions> = {}) {
  const clock = createMovableClock({ running: false, startAt: START });
  const cloudWatch = createCloudWatch({
    clock,
    environment: { account: '111122223333', region: 'eu-west-1' },
    ...options,
  });
  const served = await serve(
    createEndpoint({ jsonServices: [cloudWatch.service], restServices: [], gatekeeper: openGatekeeper }),
  );
  const client = new CloudWatchClient({
    region: 'eu-west-1',
    endpoint: served.url,
    credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  return {
    clock,
    cloudWatch,
    client,
    url: served.url,
    close: async () => {
      client.destroy();
      await cloudWatch.close();
      await served.close();
    },
  };
}

/** What a call was refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message };
  }
  throw new Error('The call was not refused');
}
