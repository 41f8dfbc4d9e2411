/**
 * An S3 with one bucket: `node child.ts [state folder]`. Sends its URL. Told `watch`, it begins to look at its memory;
 * told `stop`, it sends how much more there was at most, in bytes.
 */
import { createEndpoint } from '../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../local/aws-endpoint/open-gatekeeper.ts';
import { createMovableClock } from '../../local/clock/movable-clock.ts';
import { createS3 } from '../../local/s3/create-s3.ts';
import { listen } from '../listen.ts';

const SAMPLE_EVERY_MS = 5;

const [folder] = process.argv.slice(2);
const s3 = await createS3({
  clock: createMovableClock({ running: true }),
  environment: { account: '123456789012', region: 'eu-north-1' },
  access: 'open',
  ...(folder !== undefined && { folder }),
});
await s3.provision([{ logicalId: 'Bucket', type: 'AWS::S3::Bucket', physicalId: 'bench', properties: {} }]);
const { url, close } = await listen(
  createEndpoint({ jsonServices: [], restServices: [s3.service], gatekeeper: openGatekeeper }),
);

let before = 0;
let highest = 0;
let sampling: NodeJS.Timeout | undefined;

const sample = (): void => {
  highest = Math.max(highest, process.memoryUsage.rss());
};

process.on('message', (told) => {
  clearInterval(sampling);
  if (told === 'watch') {
    before = highest = process.memoryUsage.rss();
    sampling = setInterval(sample, SAMPLE_EVERY_MS);
  }
  process.send?.({ growthBytes: highest - before });
});
process.once('disconnect', () => {
  clearInterval(sampling);
  void close().then(() => s3.close());
});
process.send?.({ url });
