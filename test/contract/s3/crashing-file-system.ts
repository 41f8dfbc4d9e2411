import type * as fileSystem from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

type FileSystem = typeof fileSystem;

/** A process that dies before its n-th change to the disk, and changes nothing afterwards. */
export interface CrashPoint {
  /** Changes left before the crash; Infinity for none. */
  left: number;
  crashed: boolean;
}

/** node:fs/promises whose changes stop at a crash point; a write that it falls on is half done. */
export function crashingFileSystem(real: FileSystem, point: CrashPoint): FileSystem {
  const change = async <T>(
    perform: () => Promise<T>,
    half: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<T> => {
    if (!point.crashed && point.left > 0) {
      point.left -= 1;
      return perform();
    }
    if (!point.crashed) await half();
    point.crashed = true;
    throw new Error('crashed');
  };
  const wrap = (handle: FileHandle): FileHandle =>
    new Proxy(handle, {
      get: (target, name) => {
        if (name === 'writeFile') {
          return (data: string | Buffer) =>
            change(
              () => target.writeFile(data),
              () => target.writeFile(data.slice(0, data.length / 2)),
            );
        }
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
  return {
    ...real,
    mkdir: ((...input: Parameters<FileSystem['mkdir']>) =>
      change(() => real.mkdir(...input))) as FileSystem['mkdir'],
    rename: (from, to) => change(() => real.rename(from, to)),
    rm: (path, options) => change(() => real.rm(path, options)),
    open: async (path, flags, mode) =>
      flags === 'r' ? real.open(path, flags, mode) : wrap(await change(() => real.open(path, flags, mode))),
  };
}
