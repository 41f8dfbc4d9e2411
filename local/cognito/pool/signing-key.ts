import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** RS256, as Cognito signs. */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { id: randomBytes(32).toString('base64'), privateKey, publicKey };
}

export function restoreSigningKey(id: string, pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  return { id, privateKey, publicKey: createPublicKey(privateKey) };
}

/** What `jwks.json` says of it. */
export const publicJwk = ({ id, publicKey }: SigningKey): object => ({
  alg: 'RS256',
  kid: id,
  use: 'sig',
  ...publicKey.export({ format: 'jwk' }),
});
