import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { StoreUnavailableError } from '../shared/store-errors.ts';

export interface UrlRequest {
  readonly method: 'GET' | 'PUT';
  /** Of letters, digits and `._-/`, which need no encoding. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Signed as headers, so that whoever uses the URL has to send them as they are. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface UrlTime {
  readonly signedAt: Date;
  /** A URL ends with the credentials that signed it, too: those of a function last some hours. */
  readonly expiresInSeconds: number;
}

/** Where a bucket is, as the client would address it. */
interface Address {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  /** Before the key. */
  readonly path: string;
}

/**
 * Signs URLs for one bucket. The SDK's own presigner builds a command for each URL, and hoists checksums into the query,
 * where S3 does not look at them.
 */
export class PresignedUrls {
  readonly #client: S3Client;
  readonly #bucket: string;
  #address: Promise<Address> | undefined;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async sign(request: UrlRequest, { signedAt, expiresInSeconds }: UrlTime): Promise<string> {
    const { protocol, hostname, port, path } = await this.#located();
    const host = port === undefined ? hostname : `${hostname}:${port}`;
    const { headers = {}, query = {}, method, key } = request;
    const { query: signed = {} } = await this.#signer().presign(
      {
        method,
        protocol,
        hostname,
        ...(port !== undefined && { port }),
        path: `${path}${key}`,
        query: { ...query },
        headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers },
      },
      {
        signingDate: signedAt,
        expiresIn: expiresInSeconds,
        unhoistableHeaders: new Set(Object.keys(headers)),
      },
    );
    const pairs = Object.entries(signed).map(
      ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
    );
    return `${protocol}//${host}${path}${key}?${pairs.join('&')}`;
  }

  #signer(): SignatureV4 {
    const { credentials, region, sha256 } = this.#client.config;
    return new SignatureV4({
      credentials,
      region,
      sha256,
      service: 's3',
      uriEscapePath: false,
      applyChecksum: false,
    });
  }

  #located(): Promise<Address> {
    this.#address ??= addressOf(this.#client, this.#bucket).catch((error: unknown) => {
      this.#address = undefined;
      throw new StoreUnavailableError('checkpoint bucket', error);
    });
    return this.#address;
  }
}

const PROBE = 'key';

/** Asks the client for the request that it would send, and sends nothing. */
async function addressOf(client: S3Client, bucket: string): Promise<Address> {
  const stack = client.middlewareStack.clone();
  let found: Address | undefined;
  stack.add(
    () => (args) => {
      found = toAddress(args.request);
      return Promise.resolve({ response: {}, output: { $metadata: {} } });
    },
    { step: 'build', priority: 'high', name: 'addressOf' },
  );
  await new HeadObjectCommand({ Bucket: bucket, Key: PROBE }).resolveMiddleware(
    stack,
    client.config,
    {},
  )({
    input: { Bucket: bucket, Key: PROBE },
  });
  if (!found) throw new Error('The S3 client built no request');
  return found;
}

function toAddress(request: unknown): Address {
  const { protocol, hostname, port, path } = request as Address;
  return { protocol, hostname, ...(port !== undefined && { port }), path: path.slice(0, -PROBE.length) };
}
