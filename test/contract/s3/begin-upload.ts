import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type CompletedPart,
  type CompleteMultipartUploadCommandInput,
  type CompleteMultipartUploadCommandOutput,
  type CreateMultipartUploadCommandInput,
  type S3Client,
  type UploadPartCommandInput,
} from '@aws-sdk/client-s3';
import { BUCKET, type S3World } from './s3-world.ts';

export interface BegunUpload {
  readonly client: S3Client;
  readonly target: { readonly Bucket: string; readonly Key: string; readonly UploadId: string | undefined };
  /** Resolves to the part as CompleteMultipartUpload wants it. */
  uploadPart(
    PartNumber: number,
    Body: Buffer,
    more?: Partial<UploadPartCommandInput>,
  ): Promise<CompletedPart>;
  complete(
    Parts: CompletedPart[],
    more?: Partial<CompleteMultipartUploadCommandInput>,
  ): Promise<CompleteMultipartUploadCommandOutput>;
}

export async function beginUpload(
  world: S3World,
  Key: string,
  input: Partial<CreateMultipartUploadCommandInput> = {},
): Promise<BegunUpload> {
  const client = world.client();
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: BUCKET, Key, ...input }));
  const target = { Bucket: BUCKET, Key, UploadId };
  return {
    client,
    target,
    uploadPart: async (PartNumber, Body, more = {}) => {
      const part = await client.send(new UploadPartCommand({ ...target, PartNumber, Body, ...more }));
      const { ETag, ChecksumCRC32, ChecksumSHA256 } = part;
      return {
        PartNumber,
        ETag,
        ...(ChecksumCRC32 !== undefined && { ChecksumCRC32 }),
        ...(ChecksumSHA256 !== undefined && { ChecksumSHA256 }),
      };
    },
    complete: (Parts, more = {}) =>
      client.send(new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts }, ...more })),
  };
}
