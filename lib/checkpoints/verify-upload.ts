import type { Content, PendingUpload } from './checkpoint.ts';
import { compositeOf, partBytes, storedChecksum } from './content.ts';
import { UploadIncompleteError, UploadMismatchError } from './upload-errors.ts';
import type { CheckpointObjects, UploadedPart } from './ports.ts';

/** A part as the trainer repeats it. */
export interface ClaimedPart {
  readonly number: number;
  readonly etag: string;
}

/**
 * Puts the parts together if that is still to be done, and compares the object with what was announced.
 * @returns false while S3 is still at it
 * @throws UploadIncompleteError, UploadMismatchError
 */
export async function verifyUpload(
  objects: CheckpointObjects,
  upload: PendingUpload,
  claimed?: readonly ClaimedPart[],
): Promise<boolean> {
  if (upload.multipartId !== undefined) {
    const parts = await objects.parts(upload, upload.multipartId);
    // Without an upload of that id its object is there, or nothing is: the look below tells.
    if (parts) {
      checkParts(upload.content, parts, claimed);
      if (!(await objects.complete(upload, upload.multipartId, parts))) return false;
    }
  }
  const model = await objects.model(upload);
  if (!model) throw new UploadIncompleteError('Nothing was uploaded to the URL that was given for it');
  const { sizeBytes } = upload.content;
  if (model.sizeBytes !== sizeBytes)
    throw new UploadMismatchError(`The upload has ${model.sizeBytes} bytes, announced were ${sizeBytes}`);
  const expected = storedChecksum(upload.content);
  if (model.checksum !== expected) {
    throw new UploadMismatchError(
      `The upload's SHA-256 is ${model.checksum ?? 'missing'}, announced was ${expected}`,
    );
  }
  return true;
}

function checkParts(
  content: Content,
  parts: readonly UploadedPart[],
  claimed?: readonly ClaimedPart[],
): void {
  const { count = 0, composite } = content.parts ?? {};
  const numbers = new Set(parts.map(({ number }) => number));
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter(
    (number) => !numbers.has(number),
  );
  if (missing.length > 0)
    throw new UploadIncompleteError(
      `${missing.length} of ${count} parts are missing, the first is ${String(missing[0])}`,
    );
  const odd = parts.find(({ number, sizeBytes }) => sizeBytes !== partBytes(content, number));
  if (odd) {
    throw new UploadMismatchError(
      `Part ${odd.number} has ${odd.sizeBytes} bytes, announced were ${partBytes(content, odd.number)}`,
    );
  }
  const sha256 = parts.map(({ sha256 }) => Buffer.from(sha256, 'base64').toString('hex'));
  if (compositeOf(sha256) !== composite)
    throw new UploadMismatchError('The SHA-256 of the parts are not those announced');
  checkClaims(parts, claimed);
}

function checkClaims(parts: readonly UploadedPart[], claimed: readonly ClaimedPart[] = []): void {
  const bare = (etag: string) => etag.replaceAll('"', '');
  const etags = new Map(parts.map(({ number, etag }) => [number, bare(etag)]));
  const wrong = claimed.find(({ number, etag }) => etags.get(number) !== bare(etag));
  if (wrong) throw new UploadMismatchError(`Part ${wrong.number} has another ETag than ${wrong.etag}`);
}
