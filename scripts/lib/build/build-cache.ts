import { existsSync, mkdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Holds } from './holds.ts';
import { prune } from './prune.ts';

export interface Recipe {
  /** Entries of one kind are pruned together. */
  readonly kind: string;
  /** Of the inputs as they are now: asked before and after, since people save files while something is built. */
  readonly keyOf: () => string;
  readonly makeIn: (folder: string) => Promise<void>;
}

/**
 * Folders by the hash of what they were made of. An entry is made elsewhere and renamed, so it is whole wherever it is,
 * and never changes; an entry that a living process uses stays, of the others the newest few.
 */
export class BuildCache {
  readonly #root: string;
  readonly #kept: number;
  /** Two calls at once make the same in two folders. */
  #made = 0;

  constructor(root: string, kept: number) {
    this.#root = root;
    this.#kept = kept;
  }

  /** The entry of the inputs as they are now, which stays for as long as this process lives. */
  async entry(recipe: Recipe): Promise<string> {
    for (;;) {
      const key = recipe.keyOf();
      const folder = this.#folderOf(recipe.kind, key);
      const holds = new Holds(folder);
      holds.add();
      if (existsSync(folder) || (await this.#make(recipe, key))) {
        utimesSync(folder, new Date(), new Date());
        prune(this.#root, { kind: recipe.kind, kept: this.#kept });
        return folder;
      }
      holds.remove();
    }
  }

  /** The entry of a key, when it is there. */
  find({ kind, keyOf }: Omit<Recipe, 'makeIn'>): string | undefined {
    const folder = this.#folderOf(kind, keyOf());
    return existsSync(folder) ? folder : undefined;
  }

  /** False when the inputs changed meanwhile. */
  async #make({ kind, keyOf, makeIn }: Recipe, key: string): Promise<boolean> {
    const folder = this.#folderOf(kind, key);
    this.#made += 1;
    const fresh = `${folder}.${this.#made}.${process.pid}.tmp`;
    mkdirSync(fresh, { recursive: true });
    try {
      await makeIn(fresh);
      if (keyOf() !== key) return false;
      moveUnlessThere(fresh, folder);
      return true;
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }

  #folderOf(kind: string, key: string): string {
    return join(this.#root, `${kind}-${key}`);
  }
}

/** Another process may have been faster with the same. */
function moveUnlessThere(fresh: string, folder: string): void {
  try {
    renameSync(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}
