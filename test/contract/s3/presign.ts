import { SignatureV4 } from '@smithy/signature-v4';
import { ENVIRONMENT, OWNER, type S3World } from './s3-world.ts';
import { Sha256 } from './sha256.ts';

export interface PresignOptions {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Percent-encoded. */
  readonly path: string;
  readonly query?: Record<string, string>;
  /** Signed as headers: the caller must send them. */
  readonly headers?: Record<string, string>;
  /** Signed into the query. */
  readonly hoisted?: Record<string, string>;
  readonly expiresInSeconds?: number;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A presigned URL, as @aws-sdk/s3-request-presigner makes it. */
export async function presign(world: S3World, options: PresignOptions): Promise<string> {
  const { method, path, query = {}, headers = {}, hoisted = {} } = options;
  const { hostname, port, host } = new URL(world.url);
  const signer = new SignatureV4({
    credentials: options.credentials ?? OWNER,
    region: ENVIRONMENT.region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const signed = await signer.presign(
    {
      method,
      protocol: 'http:',
      hostname,
      port: Number(port),
      path,
      query,
      headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers, ...hoisted },
    },
    {
      signingDate: new Date(world.clock.now()),
      expiresIn: options.expiresInSeconds ?? 900,
      unhoistableHeaders: new Set(Object.keys(headers)),
    },
  );
  const pairs = Object.entries(signed.query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return `${world.url}${path}?${pairs.join('&')}`;
}

/** The status and error code that a request is answered with. */
export async function outcomeOf(answer: Promise<Response>): Promise<string> {
  const response = await answer;
  const code = /<Code>(.*?)<\/Code>/.exec(await response.text())?.[1];
  return code === undefined ? String(response.status) : `${response.status} ${code}`;
}
