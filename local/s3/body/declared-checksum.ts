import { s3Error } from '../protocol/s3-error.ts';
import { DIGEST_BYTES, parseAlgorithm, type ChecksumAlgorithm } from './checksum.ts';

export interface DeclaredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; absent when it follows the content as a trailer. */
  readonly value?: string;
}

const HEADER = /^x-amz-checksum-(?!mode$|type$|algorithm$)(.+)$/;

/** The one checksum that the headers give or announce. Throws InvalidRequest, or NotImplemented for its algorithm. */
export function declaredChecksum(headers: ReadonlyMap<string, string>): DeclaredChecksum | undefined {
  const given = [...headers].flatMap(([name, value]) => named(name, value));
  const trailing = (headers.get('x-amz-trailer') ?? '')
    .split(',')
    .flatMap((name) => named(name.trim().toLowerCase()));
  const [declared, ...others] = [...given, ...trailing];
  if (others.length > 0) {
    const message = 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.';
    throw s3Error('InvalidRequest', { message });
  }
  checkAnnounced(headers.get('x-amz-sdk-checksum-algorithm'), declared);
  return declared;
}

/** Throws InvalidRequest unless `value` is base64 of a digest of that algorithm. */
export function checkDigest(algorithm: ChecksumAlgorithm, value: string): void {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length === DIGEST_BYTES[algorithm] && bytes.toString('base64') === value) return;
  const message = `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`;
  throw s3Error('InvalidRequest', { message });
}

function named(header: string, value?: string): DeclaredChecksum[] {
  const name = HEADER.exec(header)?.[1];
  if (name === undefined) return [];
  const algorithm = parseAlgorithm(name);
  if (value === undefined) return [{ algorithm }];
  checkDigest(algorithm, value);
  return [{ algorithm, value }];
}

function checkAnnounced(announced: string | undefined, declared: DeclaredChecksum | undefined): void {
  if (announced === undefined) return;
  if (!declared) {
    const message =
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.';
    throw s3Error('InvalidRequest', { message });
  }
  if (parseAlgorithm(announced) !== declared.algorithm) {
    throw s3Error('InvalidRequest', { message: 'Value for x-amz-sdk-checksum-algorithm header is invalid.' });
  }
}
