import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file of JSON lines, written as they come. */
export interface JsonLines {
  readonly write: (line: Readonly<Record<string, unknown>>) => void;
  readonly close: () => void;
}

/** So many characters at once: a line each would cost a call of the system. */
const CHUNK = 64 * 1024;

export const noLines: JsonLines = { write: () => undefined, close: () => undefined };

/** Anew, with its folder. */
export function writeJsonLines(path: string, chunk = CHUNK): JsonLines {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  let waiting = '';
  const flush = (): void => {
    writeSync(file, waiting);
    waiting = '';
  };
  return {
    write: (line) => {
      waiting += `${JSON.stringify(line)}\n`;
      if (waiting.length >= chunk) flush();
    },
    close: () => {
      flush();
      closeSync(file);
    },
  };
}
