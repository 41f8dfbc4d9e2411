import { join } from 'node:path';
import type { Clock } from '../../clock/clock.ts';
import type { PoolModel } from '../template/pool-model.ts';
import { createDirectory, type Directory } from './directory.ts';
import { ADMIN, localUsers } from './local-users.ts';
import { type PoolState, readPoolState, writePoolState } from './pool-state.ts';
import { createSigningKey, restoreSigningKey, type SigningKey } from './signing-key.ts';
import type { User } from './user.ts';

export interface OpenPool {
  readonly key: SigningKey;
  readonly directory: Directory;
}

/** A pool's key and users: those of an earlier start, if a folder keeps them, and those the template is new to. */
export async function openPool(
  { id, groups }: PoolModel,
  { clock, stateDir }: { readonly clock: Clock; readonly stateDir: string | undefined },
): Promise<OpenPool> {
  const file = stateDir === undefined ? undefined : join(stateDir, `${id}.json`);
  const earlier = file === undefined ? undefined : readPoolState(file);
  const key = earlier ? restoreSigningKey(earlier.keyId, earlier.privateKey) : await createSigningKey();
  const names = groups.map(({ name }) => name);
  const users = earlier ? reconcile(earlier, names, clock.now()) : localUsers(names, clock.now());
  const save = (current: readonly User[]): void => {
    if (file === undefined) return;
    const privateKey = String(key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writePoolState(file, { keyId: key.id, privateKey, groups: names, users: current });
  };
  save(users);
  return { key, directory: createDirectory(users, clock, save) };
}

/** Groups the template no longer has are nobody's; those it is new to get their user, and `admin` joins them. */
function reconcile(earlier: PoolState, names: readonly string[], now: number): User[] {
  const fresh = names.filter((name) => !earlier.groups.includes(name));
  const kept = earlier.users.map((user) => {
    const joined = user.username === ADMIN && user.local ? fresh : [];
    return { ...user, groups: names.filter((name) => user.groups.includes(name) || joined.includes(name)) };
  });
  const taken = new Set(kept.map(({ username }) => username));
  return [...kept, ...localUsers(fresh, now).filter(({ username }) => !taken.has(username))];
}
