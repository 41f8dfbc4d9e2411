import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
} from '@aws-sdk/client-s3';
import { beginUpload } from './begin-upload.ts';
import { anS3World, BUCKET, refusalOf, type S3World } from './s3-world.ts';

const END = Buffer.from('the end');

let world: S3World;
beforeAll(async () => {
  world = await anS3World();
});
afterAll(() => world.close());

describe('parts', () => {
  it.each([0, 10_001, -1])('are not numbered %d', async (number) => {
    const upload = await beginUpload(world, 'numbers');

    expect(await refusalOf(upload.uploadPart(number, END))).toMatchObject({ name: 'InvalidArgument' });
  });

  it('are listed by number, page by page', async () => {
    const upload = await beginUpload(world, 'pages');
    for (const number of [10, 2, 1]) await upload.uploadPart(number, Buffer.from(String(number)));

    const first = await upload.client.send(new ListPartsCommand({ ...upload.target, MaxParts: 2 }));
    const second = await upload.client.send(
      new ListPartsCommand({ ...upload.target, PartNumberMarker: first.NextPartNumberMarker }),
    );

    expect(first.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([1, 2]);
    expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
    expect(second.Parts).toMatchObject([{ PartNumber: 10, Size: 2, ChecksumCRC32: expect.any(String) }]);
    expect(second.IsTruncated).toBe(false);
  });
});

describe('AbortMultipartUpload and ListMultipartUploads', () => {
  it('end an upload for good', async () => {
    const upload = await beginUpload(world, 'aborted');
    await upload.uploadPart(1, END);
    const abort = () => upload.client.send(new AbortMultipartUploadCommand(upload.target));

    await abort();

    expect(await refusalOf(abort())).toMatchObject({ name: 'NoSuchUpload' });
    expect(await refusalOf(upload.client.send(new ListPartsCommand(upload.target)))).toMatchObject({
      name: 'NoSuchUpload',
    });
  });

  it('list what is open by key and age, page by page', async () => {
    const uploads = [];
    for (const key of ['list/b', 'list/a', 'list/a']) uploads.push(await beginUpload(world, key));
    const list = (input: object) =>
      world.client().send(new ListMultipartUploadsCommand({ Bucket: BUCKET, Prefix: 'list/', ...input }));

    const first = await list({ MaxUploads: 2 });
    const second = await list({ KeyMarker: first.NextKeyMarker, UploadIdMarker: first.NextUploadIdMarker });
    const afterA = await list({ KeyMarker: 'list/a' });

    expect(first.Uploads?.map(({ Key }) => Key)).toEqual(['list/a', 'list/a']);
    expect(first.IsTruncated).toBe(true);
    expect(second.Uploads?.map(({ Key }) => Key)).toEqual(['list/b']);
    expect(afterA.Uploads?.map(({ UploadId }) => UploadId)).toEqual([uploads[0]?.target.UploadId]);
  });

  it('does not take the id of another key’s upload', async () => {
    const { target, client } = await beginUpload(world, 'mine');

    const refusal = await refusalOf(client.send(new ListPartsCommand({ ...target, Key: 'yours' })));

    expect(refusal).toMatchObject({ name: 'NoSuchUpload' });
  });
});
