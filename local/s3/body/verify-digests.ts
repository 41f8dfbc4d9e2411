import { s3Error } from '../protocol/s3-error.ts';
import type { ChecksumAlgorithm } from './checksum.ts';
import type { Digests } from './digests.ts';

/** What a request says of its content; what it leaves out is not compared. */
interface Expected {
  /** Hex, from x-amz-content-sha256. */
  readonly sha256: string | undefined;
  /** Base64, from Content-MD5. */
  readonly md5: string | undefined;
  readonly algorithm: ChecksumAlgorithm | undefined;
  /** Base64. */
  readonly value: string | undefined;
}

/** Throws XAmzContentSHA256Mismatch or BadDigest. */
export function verifyDigests(digests: Digests, { sha256, md5, algorithm, value }: Expected): void {
  if (sha256 !== undefined && digests.of('SHA256').toString('hex') !== sha256) {
    const computed = digests.of('SHA256').toString('hex');
    throw s3Error('XAmzContentSHA256Mismatch', {
      fields: { ClientComputedContentSHA256: sha256, S3ComputedContentSHA256: computed },
    });
  }
  if (md5 !== undefined && digests.of('MD5').toString('base64') !== md5) {
    const computed = digests.of('MD5').toString('base64');
    throw s3Error('BadDigest', {
      message: 'The Content-MD5 you specified did not match what we received.',
      fields: { ExpectedDigest: md5, CalculatedDigest: computed },
    });
  }
  if (algorithm && value !== undefined && digests.of(algorithm).toString('base64') !== value) {
    const message = `The ${algorithm} you specified did not match the calculated checksum.`;
    throw s3Error('BadDigest', { message });
  }
}

/** Throws InvalidDigest. */
export function readContentMd5(headers: ReadonlyMap<string, string>): string | undefined {
  const md5 = headers.get('content-md5');
  if (md5 === undefined) return undefined;
  const bytes = Buffer.from(md5, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== md5) throw s3Error('InvalidDigest');
  return md5;
}
