import { CHECKSUM_ALGORITHMS } from '../body/checksum.ts';
import { notImplemented, s3Error } from '../protocol/s3-error.ts';
import type { ObjectRecord } from '../store/object-record.ts';

/**
 * Compares the object about to be made with what CompleteMultipartUpload's headers say of it: checksum, its type,
 * size. Throws BadDigest or InvalidRequest.
 */
export function checkExpectedObject(headers: ReadonlyMap<string, string>, record: ObjectRecord): void {
  const size = headers.get('x-amz-mp-object-size');
  if (size !== undefined && size !== String(record.sizeBytes)) {
    const message = `The provided 'x-amz-mp-object-size' header value ${size} does not match what was computed: ${record.sizeBytes}`;
    throw s3Error('InvalidRequest', { message });
  }
  const type = headers.get('x-amz-checksum-type');
  if (type !== undefined && type !== (record.checksum?.type ?? 'null')) {
    const message = `The upload was created using the ${record.checksum?.type ?? 'null'} checksum mode. The complete request must use the same checksum mode.`;
    throw s3Error('InvalidRequest', { message });
  }
  for (const [name, value] of headers) checkChecksum(name, value, record);
}

function checkChecksum(header: string, value: string, { checksum }: ObjectRecord): void {
  const name = /^x-amz-checksum-(?!type$)(.+)$/.exec(header)?.[1]?.toUpperCase();
  if (name === undefined) return;
  const algorithm = CHECKSUM_ALGORITHMS.find((candidate) => candidate === name);
  if (!algorithm) throw notImplemented(`the header ${header}`);
  if (algorithm !== checksum?.algorithm) {
    const message = `Checksum Type mismatch occurred, expected checksum Type: ${checksum?.algorithm.toLowerCase() ?? 'null'}, actual checksum Type: ${algorithm.toLowerCase()}`;
    throw s3Error('InvalidRequest', { message });
  }
  // The number of parts may be left out.
  if (value === checksum.value || value === checksum.value.replace(/-\d+$/, '')) return;
  throw s3Error('BadDigest', {
    message: `The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`,
  });
}
