import { createHash, randomBytes } from 'node:crypto';
import type { Credentials } from '../credentials.ts';
import type { Identity } from '../identity.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ID_LENGTH = 16;

/** Random keys in the shape of AWS's: `ASIA...` with a session token for roles, `AKIA...` for the others. */
export function issueCredentials(kind: Identity['kind']): Credentials {
  const accessKeyId = (kind === 'role' ? 'ASIA' : 'AKIA') + letters(randomBytes(ID_LENGTH));
  const secretAccessKey = randomBytes(30).toString('base64');
  return kind === 'role'
    ? { accessKeyId, secretAccessKey, sessionToken: randomBytes(96).toString('base64') }
    : { accessKeyId, secretAccessKey };
}

/** The id that IAM gives a user or role beside its name; here the same at every start. */
export const uniqueId = (prefix: 'AIDA' | 'AROA', name: string): string =>
  prefix + letters(createHash('sha256').update(name).digest().subarray(0, ID_LENGTH));

const letters = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
