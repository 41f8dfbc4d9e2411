import type { Credentials } from '../credentials.ts';

/** A request as it came over the wire: `IncomingMessage` with `target: request.url` fits. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, percent-encoded as sent. */
  readonly target: string;
  /** Names in lower case; several values of one header as a list (`request.headersDistinct`) or joined. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface VerifyOptions {
  /** The credentials of an access key id, or undefined for a key nobody has. */
  readonly credentials: (accessKeyId: string) => Credentials | undefined;
  readonly region: string;
  /** The service's signing name (`execute-api`, `s3`). Left out: a signature for any service serves. */
  readonly service?: string;
  /** The time of the local clock, in milliseconds since the epoch. */
  readonly now: number;
  /**
   * Last line of the canonical request: hex SHA-256 of the body as received, or what S3 allows in its place
   * (`UNSIGNED-PAYLOAD`, `STREAMING-...`). The caller answers for its being true.
   */
  readonly payloadHash: string;
  /** S3 signs the path as sent; every other service normalises it and encodes it a second time. */
  readonly pathStyle: 's3' | 'normalised';
  /** 300 for AWS JSON services and API Gateway, 900 for S3. Presigned URLs go by their own expiry. */
  readonly maxSkewSeconds?: number;
}

export interface VerifiedSignature {
  readonly accessKeyId: string;
  /** Lower case, sorted. S3 wants every `x-amz-*` header of a request among them. */
  readonly signedHeaders: readonly string[];
  /** Hex. The seed signature of a signed aws-chunked body. */
  readonly signature: string;
  /** HMAC key of the scope, for the signatures of chunks and trailers. */
  readonly signingKey: Buffer;
  /** `20260101/us-east-1/s3/aws4_request` */
  readonly scope: string;
  /** `20260101T000000Z` */
  readonly signedAt: string;
}
