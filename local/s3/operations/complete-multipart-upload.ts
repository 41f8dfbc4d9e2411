import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { compositeChecksum, compositeEtag } from '../body/composite.ts';
import type { Operation, S3Call } from '../protocol/operation.ts';
import { xmlReply, type Reply } from '../protocol/reply.ts';
import type { Bucket } from '../store/bucket.ts';
import type { ObjectRecord, PartRecord, UploadRecord } from '../store/object-record.ts';
import type { Upload } from '../store/upload-files.ts';
import type { WriteCondition } from '../store/write-condition.ts';
import { chooseParts, readCompletedParts, type CompletedPart } from './completed-parts.ts';
import { checkExpectedObject } from './expected-object.ts';
import { onObject, targetObject } from './target.ts';
import { readWriteCondition } from './write-condition.ts';
import { readXmlBody } from './xml-body.ts';

export const completeMultipartUpload: Operation = {
  name: 'CompleteMultipartUpload',
  route: { method: 'POST', on: 'key', markers: ['uploadId'] },
  headers: ['x-amz-checksum-', 'x-amz-mp-object-size'],
  handle: complete,
};

async function complete(call: S3Call): Promise<Reply> {
  const { bucket, key } = targetObject(call);
  const { headers, query } = call.request;
  const condition = readWriteCondition(headers);
  call.authorize(onObject('PutObject', bucket, key));
  if (condition.kind === 'matches') call.authorize(onObject('GetObject', bucket, key));
  const { record: upload } = bucket.uploads.find(key, query.get('uploadId') ?? '');
  try {
    const record = await makeObject(call, { bucket, upload, condition });
    return xmlReply('CompleteMultipartUploadResult', [
      ['Location', `http://${headers.get('host') ?? ''}/${bucket.name}/${encodeURIComponent(key)}`],
      ['Bucket', bucket.name],
      ['Key', key],
      ['ETag', `"${record.etag}"`],
      [`Checksum${record.checksum?.algorithm ?? ''}`, record.checksum?.value],
      ['ChecksumType', record.checksum?.type],
    ]);
  } catch (error) {
    // "The entire multipart upload must be re-initiated" (S3 User Guide, "conditional writes").
    if (error instanceof AwsError && error.code === 'ConditionalRequestConflict') {
      await bucket.uploads.abortIfOpen(upload);
    }
    throw error;
  }
}

interface Completion {
  readonly bucket: Bucket;
  readonly upload: UploadRecord;
  readonly condition: WriteCondition;
}

async function makeObject(call: S3Call, { bucket, upload, condition }: Completion): Promise<ObjectRecord> {
  const write = bucket.objects.beginWrite(upload.key, condition);
  try {
    const body = await readXmlBody(
      call.body.open({ ignoreChecksumHeaders: true }),
      'CompleteMultipartUpload',
    );
    const completed = readCompletedParts(body);
    return await bucket.uploads.complete(upload, async (current) => {
      const record = assemble(current, completed, call.now());
      checkExpectedObject(call.request.headers, record);
      await write.commit(record);
      return record;
    });
  } finally {
    write.end();
  }
}

function assemble(upload: Upload, completed: readonly CompletedPart[], now: number): ObjectRecord {
  const parts: readonly PartRecord[] = chooseParts(upload, completed);
  const { key, headers, metadata, checksum, uploadId } = upload.record;
  return {
    key,
    headers,
    metadata,
    uploadId,
    sizeBytes: parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    etag: compositeEtag(parts),
    checksum: checksum && compositeChecksum(parts, checksum),
    lastModified: now,
    segments: parts.map(({ segment }) => segment),
  };
}
