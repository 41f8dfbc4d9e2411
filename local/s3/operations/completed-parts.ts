import { CHECKSUM_ALGORITHMS } from '../body/checksum.ts';
import { s3Error } from '../protocol/s3-error.ts';
import type { XmlNode } from '../protocol/xml-reader.ts';
import type { PartRecord } from '../store/object-record.ts';
import type { Upload } from '../store/upload-files.ts';
import { parsePartNumber } from './part-number.ts';
import { unquote } from './write-condition.ts';
import { childrenNamed, textOf } from './xml-body.ts';

/** A part as CompleteMultipartUpload names it. */
export interface CompletedPart {
  readonly partNumber: number;
  readonly etag: string;
  /** Base64 by algorithm name. */
  readonly checksums: ReadonlyMap<string, string>;
}

/** Of every part but the last ("Amazon S3 multipart upload limits"). */
const SMALLEST_PART_BYTES = 5 * 1024 ** 2;

/** Throws MalformedXML for none, InvalidPartOrder when the numbers do not ascend. */
export function readCompletedParts(body: XmlNode): readonly CompletedPart[] {
  const parts = childrenNamed(body, 'Part').map((part) => ({
    partNumber: parsePartNumber(textOf(part, 'PartNumber') ?? ''),
    etag: unquote(textOf(part, 'ETag') ?? ''),
    checksums: readChecksums(part),
  }));
  if (parts.length === 0 || parts.length !== body.children.length) throw s3Error('MalformedXML');
  const outOfOrder = parts.some(({ partNumber }, at) => partNumber <= (parts[at - 1]?.partNumber ?? 0));
  if (outOfOrder) throw s3Error('InvalidPartOrder');
  return parts;
}

function readChecksums(part: XmlNode): ReadonlyMap<string, string> {
  return new Map(
    part.children.flatMap(({ name, text }) =>
      name.startsWith('Checksum') ? [[name.slice(8), text] as const] : [],
    ),
  );
}

/**
 * The parts to make the object of. Throws InvalidPart, EntityTooSmall or InvalidRequest, and InternalError where S3
 * documents it: a composite checksum of parts that are not numbered 1, 2, 3... ("Checking object integrity").
 */
export function chooseParts(upload: Upload, completed: readonly CompletedPart[]): readonly PartRecord[] {
  const gap = completed.find(({ partNumber }, at) => partNumber !== at + 1);
  if (gap && upload.record.checksum) {
    throw s3Error('InternalError', {
      message: `With checksums, part numbers must be consecutive from 1: ${gap.partNumber} is not`,
    });
  }
  const chosen = completed.map((part) => {
    const found = upload.parts.get(part.partNumber);
    if (found?.etag !== part.etag) throw invalidPart(upload, part);
    checkChecksums(upload, found, part);
    return found;
  });
  const small = chosen.slice(0, -1).find(({ sizeBytes }) => sizeBytes < SMALLEST_PART_BYTES);
  if (small) throw tooSmall(small);
  return chosen;
}

/** A composite checksum is only made of parts whose checksums the caller repeats. */
function checkChecksums(upload: Upload, found: PartRecord, part: CompletedPart): void {
  const { algorithm, type } = upload.record.checksum ?? {};
  if (algorithm && type === 'COMPOSITE' && !part.checksums.has(algorithm)) {
    const message = `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${part.partNumber} in the request.`;
    throw s3Error('InvalidRequest', { message });
  }
  for (const [name, value] of part.checksums) {
    const own = found.checksum?.algorithm === name ? found.checksum.value : undefined;
    if (own !== value && isKnown(name)) throw invalidPart(upload, part);
  }
}

const isKnown = (name: string): boolean => CHECKSUM_ALGORITHMS.some((algorithm) => algorithm === name);

const invalidPart = ({ record }: Upload, { partNumber, etag }: CompletedPart) =>
  s3Error('InvalidPart', { fields: { UploadId: record.uploadId, PartNumber: partNumber, ETag: etag } });

const tooSmall = ({ partNumber, sizeBytes, etag }: PartRecord) =>
  s3Error('EntityTooSmall', {
    fields: {
      ProposedSize: sizeBytes,
      MinSizeAllowed: SMALLEST_PART_BYTES,
      PartNumber: partNumber,
      ETag: etag,
    },
  });
