import { DynamoDbPendingUploads } from '../../../lib/aws/dynamodb-pending-uploads.ts';
import type { PendingUploads } from '../../../lib/checkpoints/ports.ts';
import { anUpload } from '../../support/checkpoints/builders.ts';
import { CheckpointWorld } from '../../support/checkpoints/world.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';

const RUN = 'run-1';
const ID = { attempt: 1, step: 500 };

function pendingUploadsContract(aStore: () => PendingUploads | Promise<PendingUploads>): void {
  let pending: PendingUploads;
  beforeEach(async () => {
    pending = await aStore();
  });

  it('keeps every field of an upload', async () => {
    const upload = anUpload({
      multipartId: 'multipart1',
      figures: { reward: Number.NaN, loss: -Infinity, kl: 1e-300, episodeReward: 1e300 },
    });

    const before = await pending.find(RUN, ID);
    await pending.save(upload);

    expect(before).toBeUndefined();
    expect(await pending.find(RUN, ID)).toEqual(upload);
  });

  it('has one upload of a step: a new one takes the place of the one before', async () => {
    await pending.save(anUpload({ uploadId: 'first', multipartId: 'multipart1' }));
    await pending.save(anUpload({ uploadId: 'second' }));

    expect(await pending.find(RUN, ID)).toEqual(anUpload({ uploadId: 'second' }));
  });

  it('keeps steps, attempts and runs apart', async () => {
    const others = [{ step: 501 }, { attempt: 2 }, { runId: 'run-2' }];
    for (const other of others) await pending.save(anUpload(other));

    expect(await pending.find(RUN, ID)).toBeUndefined();
  });

  it('drops an upload once or twice, but never the one that took its place', async () => {
    const first = anUpload({ uploadId: 'first' });
    const second = anUpload({ uploadId: 'second' });
    await pending.save(first);
    await pending.save(second);

    await pending.drop(first);
    const between = await pending.find(RUN, ID);
    await pending.drop(second);
    await pending.drop(second);

    expect(between).toEqual(second);
    expect(await pending.find(RUN, ID)).toBeUndefined();
  });
}

describe('pending uploads in memory', () => {
  pendingUploadsContract(() => new CheckpointWorld(RUN).pending);
});

onEveryEngine('pending uploads in DynamoDB', (client) => {
  pendingUploadsContract(async () => new DynamoDbPendingUploads(client(), await aControlTable(client())));
});
