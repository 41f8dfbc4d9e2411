import { readdirSync, readFileSync } from 'node:fs';

/** Content by name. */
export type Files = ReadonlyMap<string, Buffer>;

/** Every file of a folder: what is not among them when the function starts is not served. */
export function readFiles(folder: URL): Files {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder))]));
}
