import { SignatureV4 } from '@smithy/signature-v4';
import { NodeSha256 } from '../lib/shared/node-sha256.ts';
import type { Credential } from './api-client.ts';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A request as it is: for an API without authorization. */
export const nobody: Credential = (request) => Promise.resolve(request);

export function bearer(token: string): Credential {
  return (request) =>
    Promise.resolve({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });
}

/** SigV4 for an API of API Gateway, at the time that `now` says. */
export function signed(credentials: AccessKey, region: string, now = () => new Date()): Credential {
  const signer = new SignatureV4({ credentials, region, service: 'execute-api', sha256: NodeSha256 });
  return async (request) => {
    const [hostname = '', port] = (request.headers['host'] ?? '').split(':');
    const { pathname, searchParams } = new URL(request.path, 'http://localhost');
    const unsigned = {
      ...request,
      protocol: 'http:',
      hostname,
      ...(port !== undefined && { port: Number(port) }),
      path: pathname,
      query: Object.fromEntries(searchParams),
    };
    const { headers } = await signer.sign(unsigned, { signingDate: now() });
    return { ...request, headers };
  };
}
