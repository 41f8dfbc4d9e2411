import {
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { beginUpload } from './begin-upload.ts';
import { anS3World, BUCKET, withS3World, type S3World } from './s3-world.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { until } from './until.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 10, 10);

const properties = {
  LifecycleConfiguration: {
    Rules: [
      { Id: 'raw data', Status: 'Enabled', Prefix: 'raw/', ExpirationInDays: 3 },
      { Id: 'off', Status: 'Disabled', Prefix: '', ExpirationInDays: 1 },
      { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      { Status: 'Enabled', Prefix: 'sale/', ExpirationDate: '2026-02-01T00:00:00.000Z' },
    ],
  },
};

let world: S3World;
beforeEach(async () => {
  const clock = createMovableClock({ running: false, startAt: START });
  world = await anS3World({ access: 'open', clock, properties });
});
afterEach(() => world.close());

const put = (Key: string) => world.client().send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' }));
const keys = async (): Promise<(string | undefined)[]> => {
  const { Contents = [] } = await world.client().send(new ListObjectsV2Command({ Bucket: BUCKET }));
  return Contents.map(({ Key }) => Key);
};

describe('expiration by age', () => {
  it('comes at the midnight after the days are over, to what the rule is for', async () => {
    await put('raw/old');
    await put('kept');
    await world.clock.advance(14 * HOUR);
    await put('raw/at-midnight');

    await world.clock.advance(3 * DAY - HOUR);
    const before = await keys();
    await world.clock.advance(HOUR);

    await until(async () => !(await keys()).includes('raw/old'));
    expect(before).toEqual(['kept', 'raw/at-midnight', 'raw/old']);
    expect(await keys()).toEqual(['kept']);
  });

  it('spares an object that was written again', async () => {
    await put('raw/again');
    await world.clock.advance(2 * DAY);
    await put('raw/again');
    await put('raw/mark');

    await world.clock.advance(2 * DAY);
    const inBetween = await keys();
    await world.clock.advance(1 * DAY + 14 * HOUR);

    await until(async () => (await keys()).length === 0);
    expect(inBetween).toEqual(['raw/again', 'raw/mark']);
  });

  it('is announced with the object', async () => {
    await put('raw/announced');

    const { Expiration } = await world
      .client()
      .send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'raw/announced' }));

    expect(Expiration).toBe('expiry-date="Wed, 14 Jan 2026 00:00:00 GMT", rule-id="raw%20data"');
  });

  it('is caught up with after a time in which nothing ran', async () => {
    await withTemporaryFolder(async (folder) => {
      const at = (startAt: number) => ({
        access: 'open' as const,
        folder,
        properties,
        clock: createMovableClock({ running: false, startAt }),
      });
      await withS3World(at(START), async ({ client }) => {
        await client().send(new PutObjectCommand({ Bucket: BUCKET, Key: 'raw/slept', Body: 'x' }));
      });

      await withS3World(at(START + 30 * DAY), async ({ client }) => {
        await until(
          async () => (await client().send(new ListObjectsV2Command({ Bucket: BUCKET }))).KeyCount === 0,
        );
      });
    });
  });
});

describe('expiration by date', () => {
  it('comes on that day', async () => {
    await put('sale/poster');

    await world.clock.advance(Date.UTC(2026, 1, 1) - START - 1000);
    const before = await keys();
    await world.clock.advance(1000);

    await until(async () => (await keys()).length === 0);
    expect(before).toEqual(['sale/poster']);
  });
});

describe('an unfinished upload', () => {
  it('is aborted after its days, as its beginning said', async () => {
    const { AbortDate, AbortRuleId } = await world
      .client()
      .send(new CreateMultipartUploadCommand({ Bucket: BUCKET, Key: 'film' }));
    const { uploadPart } = await beginUpload(world, 'other');
    await uploadPart(1, Buffer.from('part'));
    const open = async () =>
      (await world.client().send(new ListMultipartUploadsCommand({ Bucket: BUCKET }))).Uploads?.length ?? 0;

    await world.clock.advance(DAY + 13 * HOUR);
    const before = await open();
    await world.clock.advance(HOUR);

    await until(async () => (await open()) === 0);
    expect(before).toBe(2);
    expect({ AbortDate, AbortRuleId }).toEqual({
      AbortDate: new Date('2026-01-12T00:00:00Z'),
      AbortRuleId: 'rule-3',
    });
  });
});
