import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Where the handler's output goes. */
export interface Output {
  /** One log event, whatever line breaks it holds. */
  record(text: string): void;
  /** Ends lines that were begun, as the end of an invocation does. */
  flush(): void;
}

/**
 * Takes everything written to stdout and stderr, by any way but a native one, and hands it on line by line. A worker's
 * own stdout reaches the main thread some time later; these lines are there before the answer that follows them.
 */
export function captureOutput(write: (text: string) => void): Output {
  const begun = new Map<number, string>();

  const take = (fd: number, text: string): void => {
    const lines = `${begun.get(fd) ?? ''}${text}`.split('\n');
    begun.set(fd, lines.pop() ?? '');
    for (const line of lines) if (line !== '') write(line);
  };

  captureStream(process.stdout, (text) => {
    take(1, text);
  });
  captureStream(process.stderr, (text) => {
    take(2, text);
  });
  captureDescriptors(take);
  return {
    record: write,
    flush: () => {
      for (const [fd, text] of begun) {
        begun.set(fd, '');
        if (text !== '') write(text);
      }
    },
  };
}

function captureStream(stream: NodeJS.WriteStream, take: (text: string) => void): void {
  const write = (chunk: unknown, ...rest: unknown[]): boolean => {
    take(textOf(chunk, rest[0]));
    const done = rest.find((argument) => typeof argument === 'function');
    if (done) process.nextTick(done);
    return true;
  };
  Object.defineProperty(stream, 'write', { value: write, writable: true, configurable: true });
}

/** Loggers that write to the descriptors themselves would write to the terminal of the whole process. */
function captureDescriptors(take: (fd: number, text: string) => void): void {
  const writeSync = fs.writeSync.bind(fs) as (...given: unknown[]) => number;
  const captured = (fd: number, data: unknown, ...rest: unknown[]): number => {
    if (fd !== 1 && fd !== 2) return writeSync(fd, data, ...rest);
    const text = typeof data === 'string' ? data : textOf(partOf(data as Uint8Array, rest), undefined);
    take(fd, text);
    return Buffer.byteLength(text);
  };
  Object.assign(fs, { writeSync: captured });
  syncBuiltinESMExports();
}

/** writeSync(fd, buffer, offset, length) */
function partOf(data: Uint8Array, [offset, length]: unknown[]): Uint8Array {
  const start = typeof offset === 'number' ? offset : 0;
  return data.subarray(start, typeof length === 'number' ? start + length : undefined);
}

function textOf(chunk: unknown, encoding: unknown): string {
  if (typeof chunk === 'string') {
    return typeof encoding === 'string' && Buffer.isEncoding(encoding) && encoding !== 'utf8'
      ? Buffer.from(chunk, encoding).toString('utf8')
      : chunk;
  }
  return chunk instanceof Uint8Array ? Buffer.from(chunk).toString('utf8') : String(chunk);
}
