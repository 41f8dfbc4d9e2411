import { S3Client } from '@aws-sdk/client-s3';
import { createServer } from 'node:http';
import { checkpointRoutes } from '../../../functions/checkpoints/checkpoints.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import { S3CheckpointSigner } from '../../../lib/aws/checkpoint-signer.ts';
import { DynamoDbIdempotencyStore } from '../../../lib/aws/dynamodb-idempotency-store.ts';
import { DynamoDbRunStore } from '../../../lib/aws/dynamodb-run-store.ts';
import { PresignedUrls } from '../../../lib/aws/presigned-urls.ts';
import { S3CheckpointObjects } from '../../../lib/aws/s3-checkpoint-objects.ts';
import { createCheckpointDownloads } from '../../../lib/checkpoints/run-checkpoints.ts';
import { compositeOf, sha256Hex } from '../../../lib/checkpoints/content.ts';
import { createCheckpoint } from '../../../lib/checkpoints/create.ts';
import { randomId } from '../../../lib/shared/ids.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { anEvent } from '../../support/api-event.ts';
import { startEngines, type Engines } from '../../support/checkpoints/engines.ts';
import { POLICY } from '../../support/checkpoints/world.ts';
import { invoke, recordingSurroundings } from '../../support/invoke.ts';
import { serve, type Served } from '../../support/serve.ts';
import { aRun, STARTED_AT } from '../../support/training/a-run.ts';

const COMMIT = 'POST /v1/runs/{run}/checkpoints/{step}/commit';
const PIECES = [Buffer.alloc(5 * 1_024 * 1_024, 'p'), Buffer.from('end')];

let engines: Engines;
/** Never answers. */
let hanging: Served;
beforeAll(async () => {
  engines = await startEngines(createMovableClock({ running: false, startAt: STARTED_AT }));
  hanging = await serve(createServer(() => undefined));
});
afterAll(async () => {
  await engines.close();
  await hanging.close();
});

/** The routes, with an S3 at `endpoint` that puts parts together. */
function dependencies(endpoint: string) {
  const { client, place, store } = engines;
  const { bucket, table } = place;
  const clock = { now: () => STARTED_AT };
  const signer = new S3CheckpointSigner(new PresignedUrls(client.s3, bucket), { clock, expirySeconds: 60 });
  const patient = new S3Client({
    endpoint,
    forcePathStyle: true,
    region: 'eu-north-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: {
      requestTimeout: endpoint === hanging.url ? 100 : 10_000,
      throwOnRequestTimeout: true,
    },
  });
  const { log, metrics } = recordingSurroundings();
  return {
    ...engines,
    objects: new S3CheckpointObjects(client.s3, { bucket, patient }),
    signer,
    downloads: createCheckpointDownloads({ store, signer }),
    idempotency: { store: new DynamoDbIdempotencyStore(client.database, table), clock, ids: randomId },
    policy: POLICY,
    clock,
    ids: randomId,
    log,
    metrics,
    figures: { tell: () => Promise.resolve() },
    onUntold: (error: unknown) => {
      throw error;
    },
    onUntidy: (error: unknown) => {
      throw error;
    },
  };
}

function commitAt(endpoint: string) {
  const handler = apiFunction(checkpointRoutes(dependencies(endpoint)), recordingSurroundings());
  const body = { attempt: 1 };
  return invoke(handler, anEvent(COMMIT, { groups: '[trainer]', path: { run: 'run-1', step: '500' }, body }));
}

it('answers a commit that S3 takes long over with 202 and when to ask again, and then with the checkpoint', async () => {
  await new DynamoDbRunStore(engines.client.database, engines.place.table).create(aRun());
  const sha256 = sha256Hex(Buffer.concat(PIECES));
  const parts = { count: 2, sizeBytes: 5 * 1_024 * 1_024, composite: compositeOf(PIECES.map(sha256Hex)) };
  const content = { sizeBytes: Buffer.concat(PIECES).length, sha256, parts };
  const figures = { reward: 12, loss: 1, kl: 0.01 };
  const deps = dependencies(engines.place.url);
  const upload = await createCheckpoint(deps, 'run-1', { attempt: 1, step: 500, content, figures });
  for (const [index, piece] of PIECES.entries()) await engines.uploadPart(upload, index + 1, piece);

  const slow = await commitAt(hanging.url);
  const between = await engines.store.live('run-1');
  const prompt = await commitAt(engines.place.url);

  expect(slow).toMatchObject({
    status: 202,
    headers: { 'retry-after': '5' },
    body: { step: 500, status: 'committing' },
  });
  expect(between).toEqual([]);
  expect(prompt).toMatchObject({ status: 200, body: { checkpoint: { step: 500, state: 'committed' } } });
});
