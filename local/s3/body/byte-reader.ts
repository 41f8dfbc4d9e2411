/** Pulls lines and runs of bytes from a stream of chunks, holding one chunk at a time. */
export interface ByteReader {
  /** Without its CRLF. Undefined when the stream ends first, or no CRLF comes within `limitBytes`. */
  line(limitBytes: number): Promise<string | undefined>;
  /** The next 1 to `atMost` bytes; undefined at the end of the stream. */
  some(atMost: number): Promise<Buffer | undefined>;
  /** Lets go of the stream, read to its end or not. */
  release(): Promise<void>;
}

export function createByteReader(source: AsyncIterable<Buffer>): ByteReader {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  const more = async (): Promise<Buffer | undefined> => {
    const next = await iterator.next();
    return next.done === true ? undefined : next.value;
  };

  const line = async (limitBytes: number): Promise<string | undefined> => {
    for (;;) {
      const end = held.indexOf('\r\n');
      if (end !== -1 && end <= limitBytes) {
        const text = held.toString('latin1', 0, end);
        held = held.subarray(end + 2);
        return text;
      }
      const chunk = held.length >= limitBytes + 2 ? undefined : await more();
      if (!chunk) return undefined;
      held = Buffer.concat([held, chunk]);
    }
  };

  const some = async (atMost: number): Promise<Buffer | undefined> => {
    while (held.length === 0) {
      const chunk = await more();
      if (!chunk) return undefined;
      held = chunk;
    }
    const bytes = held.subarray(0, atMost);
    held = held.subarray(atMost);
    return bytes;
  };

  const release = async (): Promise<void> => {
    await iterator.return?.();
  };

  return { line, some, release };
}
