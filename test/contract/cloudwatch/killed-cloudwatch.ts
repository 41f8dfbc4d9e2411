import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../../local/aws-endpoint/open-gatekeeper.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { createCloudWatch } from '../../../local/cloudwatch/cloudwatch.ts';
import { serve } from '../../support/serve.ts';
import { START } from './served-cloudwatch.ts';

/** CloudWatch in a process of its own, for tests that kill it: prints its address. */
const { service } = createCloudWatch({
  clock: createMovableClock({ running: false, startAt: START }),
  environment: { account: '111122223333', region: 'eu-west-1' },
  stateDir: process.argv[2] ?? '',
});
const { url } = await serve(
  createEndpoint({ jsonServices: [service], restServices: [], gatekeeper: openGatekeeper }),
);
process.stdout.write(`${url}\n`);
