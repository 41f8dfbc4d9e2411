import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Mode } from '../contracts/mode.ts';

/** What a selection id says about itself, so that outcomes are checked without having stored the selection. */
export interface SelectionClaims {
  readonly mode: Mode;
  readonly assignedMode: Mode;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly weightsVersion: number;
  /** Tells apart the selections of one moment. */
  readonly nonce: string;
}

const FORMAT = '1';
/** 128 of HMAC-SHA-256's 256 bits: RFC 2104 section 5 allows half. */
const TAG_BYTES = 16;

/** `<format>.<base64url claims>.<base64url tag>`: opaque to callers, about 110 characters. */
export function signSelection(claims: SelectionClaims, key: Buffer): string {
  const fields = [claims.mode, claims.assignedMode, claims.at, claims.weightsVersion, claims.nonce];
  const signed = `${FORMAT}.${Buffer.from(fields.join('|')).toString('base64url')}`;
  return `${signed}.${tagOf(signed, key).toString('base64url')}`;
}

/** The claims of an id that we signed, or undefined for anything else. Never throws. */
export function readSelection(id: string, key: Buffer): SelectionClaims | undefined {
  const [format, body = '', tag = ''] = id.split('.');
  const expected = tagOf(`${String(format)}.${body}`, key);
  const received = Buffer.from(tag, 'base64url');
  const isOurs = format === FORMAT && received.length === TAG_BYTES && timingSafeEqual(received, expected);
  if (!isOurs || id !== `${format}.${body}.${expected.toString('base64url')}`) return undefined;
  const [mode = '', assignedMode = '', at, weightsVersion, nonce = ''] = Buffer.from(body, 'base64url')
    .toString()
    .split('|');
  return { mode, assignedMode, at: Number(at), weightsVersion: Number(weightsVersion), nonce };
}

function tagOf(signed: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(signed).digest().subarray(0, TAG_BYTES);
}

/**
 * Reads ids under the key of the stage, loaded once a container. Nothing goes around a store that does not answer: an id
 * of ours must not be called unknown because the key is out of reach. Throws as `load` does.
 */
export function createSelectionReader(
  load: () => Promise<Buffer | undefined>,
): () => Promise<(id: string) => SelectionClaims | undefined> {
  let key: Buffer | undefined;
  return async () => {
    const loaded = (key ??= await load());
    return (id) => (loaded ? readSelection(id, loaded) : undefined);
  };
}
