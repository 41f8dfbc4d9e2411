import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Operation, S3Call } from '../protocol/operation.ts';
import { xmlReply, type Reply } from '../protocol/reply.ts';
import { s3Error } from '../protocol/s3-error.ts';
import type { XmlNode } from '../protocol/xml-reader.ts';
import type { XmlElement } from '../protocol/xml-writer.ts';
import type { Bucket } from '../store/bucket.ts';
import { onObject, targetBucket } from './target.ts';
import { readMatch } from './write-condition.ts';
import { childrenNamed, readXmlBody, textOf } from './xml-body.ts';

const MOST_KEYS = 1000;

export const deleteObjects: Operation = {
  name: 'DeleteObjects',
  route: { method: 'POST', on: 'bucket', markers: ['delete'] },
  headers: ['x-amz-checksum-', 'x-amz-sdk-checksum-algorithm'],
  handle: deleteAll,
};

interface Deletion {
  readonly key: string;
  readonly ifMatch: string | undefined;
}

/** One answer per key: a key that fails does not stop the others. */
async function deleteAll(call: S3Call): Promise<Reply> {
  const bucket = targetBucket(call);
  const { deletions, quiet } = readRequest(await readIntactBody(call));
  const answers: XmlElement[] = [];
  for (const deletion of deletions) {
    const error = await tryDelete(call, bucket, deletion);
    if (error)
      answers.push([
        'Error',
        [
          ['Key', deletion.key],
          ['Code', error.code],
          ['Message', error.message],
        ],
      ]);
    else if (!quiet) answers.push(['Deleted', [['Key', deletion.key]]]);
  }
  return xmlReply('DeleteResult', answers);
}

/** The only operation that insists on a digest of its body. */
function readIntactBody(call: S3Call): Promise<XmlNode> {
  const content = call.body.open();
  if (!content.declared && !call.request.headers.has('content-md5')) {
    const message = 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*';
    throw s3Error('InvalidRequest', { message });
  }
  return readXmlBody(content, 'Delete');
}

function readRequest(body: XmlNode): { deletions: readonly Deletion[]; quiet: boolean } {
  const deletions = childrenNamed(body, 'Object').map((object) => {
    const key = textOf(object, 'Key') ?? '';
    const unknown = object.children.find(({ name }) => name !== 'Key' && name !== 'ETag');
    if (key === '' || unknown) throw s3Error('MalformedXML');
    return { key, ifMatch: textOf(object, 'ETag') };
  });
  if (deletions.length === 0 || deletions.length > MOST_KEYS) throw s3Error('MalformedXML');
  return { deletions, quiet: textOf(body, 'Quiet') === 'true' };
}

async function tryDelete(
  call: S3Call,
  bucket: Bucket,
  { key, ifMatch }: Deletion,
): Promise<AwsError | undefined> {
  try {
    call.authorize(onObject('DeleteObject', bucket, key));
    if (ifMatch !== undefined) call.authorize(onObject('GetObject', bucket, key));
    await bucket.objects.remove(key, readMatch(ifMatch));
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
