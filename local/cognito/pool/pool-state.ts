import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import type { User } from './user.ts';

/** What outlives a restart. */
export interface PoolState {
  readonly keyId: string;
  /** PKCS 8, PEM. */
  readonly privateKey: string;
  /** Groups that have had their local user made. */
  readonly groups: readonly string[];
  readonly users: readonly User[];
}

const UserSchema = v.object({
  username: v.string(),
  sub: v.string(),
  groups: v.array(v.string()),
  attributes: v.record(v.string(), v.string()),
  enabled: v.boolean(),
  status: v.picklist(['CONFIRMED', 'FORCE_CHANGE_PASSWORD']),
  password: v.string(),
  local: v.boolean(),
  createdAt: v.number(),
  modifiedAt: v.number(),
});

const StateSchema = v.object({
  keyId: v.string(),
  privateKey: v.string(),
  groups: v.array(v.string()),
  users: v.array(UserSchema),
});

/** Undefined when nothing was ever written there. Throws for a file that cannot be understood. */
export function readPoolState(file: string): PoolState | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return v.parse(StateSchema, JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} does not hold a user pool: remove it to start with a new one`, { cause });
  }
}

/** On disk when it returns; a crash leaves the old file or the new one. Readable by its owner only. */
export function writePoolState(file: string, state: PoolState): void {
  const temporary = `${file}.new`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    writeSync(descriptor, JSON.stringify(state));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
}
