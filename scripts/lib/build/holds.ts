import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What this process leaves behind when it is killed, and takes with it otherwise. */
const ours = new Set<string>();
process.on('exit', () => {
  for (const path of ours) rmSync(path, { force: true });
});

/** Who uses an entry, by process id: one that was killed holds nothing. */
export class Holds {
  readonly #folder: string;

  constructor(entry: string) {
    this.#folder = `${entry}.holds`;
  }

  /** Until this process ends. */
  add(): void {
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(this.#ours(), '');
    ours.add(this.#ours());
  }

  remove(): void {
    rmSync(this.#ours(), { force: true });
  }

  isHeld(): boolean {
    return this.#pids().some(isAlive);
  }

  /** With the entry. */
  drop(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #ours(): string {
    return join(this.#folder, String(process.pid));
  }

  #pids(): readonly number[] {
    try {
      return readdirSync(this.#folder).map(Number);
    } catch {
      return [];
    }
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process lives, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
