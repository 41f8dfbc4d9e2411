import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Holds, isAlive } from './holds.ts';

/** Removes the entries of a kind but those used last and those in use, and what killed builds left behind. */
export function prune(root: string, { kind, kept }: { readonly kind: string; readonly kept: number }): void {
  const names = readdirSync(root);
  for (const name of names)
    if (isLeftBehind(name)) rmSync(join(root, name), { recursive: true, force: true });
  const isOfKind = new RegExp(`^${kind}-[0-9a-f]{32}$`);
  names
    .filter((name) => isOfKind.test(name))
    .map((name) => ({ folder: join(root, name), usedAt: usedAt(join(root, name)) }))
    .sort((one, other) => other.usedAt - one.usedAt)
    .slice(kept)
    .forEach(({ folder }) => {
      removeUnlessHeld(folder);
    });
}

function isLeftBehind(name: string): boolean {
  const [, pid] = /\.(\d+)\.tmp$/.exec(name) ?? [];
  return pid !== undefined && !isAlive(Number(pid));
}

/** Out of sight first: who takes hold of it from now on finds nothing there, and who already has gets it back. */
function removeUnlessHeld(folder: string): void {
  const holds = new Holds(folder);
  if (holds.isHeld()) return;
  const aside = `${folder}.${process.pid}.tmp`;
  try {
    renameSync(folder, aside);
    if (holds.isHeld()) {
      renameSync(aside, folder);
      return;
    }
    rmSync(aside, { recursive: true });
    holds.drop();
  } catch {
    // Another process prunes the same.
  }
}

/** 0 for one that another process has just removed. */
const usedAt = (folder: string): number => statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
