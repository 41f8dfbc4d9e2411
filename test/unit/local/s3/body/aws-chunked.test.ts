import * as fc from 'fast-check';
import { decodeAwsChunked } from '../../../../../local/s3/body/aws-chunked.ts';
import { unverifiedChunks } from '../../../../../local/s3/body/chunk-signature.ts';

/** Cuts bytes into pieces, as a network may. */
async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let n = 0; at < bytes.length; n += 1) {
    const size = sizes[n % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
    await Promise.resolve();
  }
}

async function decode(
  source: AsyncIterable<Buffer>,
): Promise<{ content: string; trailers: Record<string, string> }> {
  let trailers: Record<string, string> = {};
  const onTrailers = (found: ReadonlyMap<string, string>): void => {
    trailers = Object.fromEntries(found);
  };
  const chunks: Buffer[] = [];
  for await (const chunk of decodeAwsChunked(source, { verifier: unverifiedChunks, onTrailers }))
    chunks.push(chunk);
  return { content: Buffer.concat(chunks).toString('latin1'), trailers };
}

const sizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 6 });

describe('an aws-chunked body', () => {
  it('is decoded however it is cut', async () => {
    const content = fc.tuple(
      fc.integer({ min: 0, max: 3 }),
      fc.string({ unit: 'binary-ascii', maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(content, sizes, async ([bigChunks, end], cuts) => {
        const chunks = [
          ...Array.from({ length: bigChunks }, () => '\r\n'.repeat(4096)),
          ...(end === '' ? [] : [end]),
        ];
        const frames = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
        const body = Buffer.from(`${frames}0\r\nx-amz-checksum-crc32: AAAAAA==\r\n\r\n`, 'latin1');

        const decoded = await decode(cut(body, cuts));

        expect(decoded).toEqual({
          content: chunks.join(''),
          trailers: { 'x-amz-checksum-crc32': 'AAAAAA==' },
        });
      }),
      { numRuns: 50 },
    );
  });

  it('is incomplete wherever it breaks off', async () => {
    const body = Buffer.from('3\r\nend\r\n0\r\na:b\r\n\r\n');
    for (let length = 0; length < body.indexOf('a:b'); length += 1) {
      const broken = decode(cut(body.subarray(0, length), [4]));
      // After the line `0`, no trailers is what some clients mean by ending there.
      if (length === body.indexOf('0\r\n') + 3)
        await expect(broken).resolves.toMatchObject({ content: 'end' });
      else await expect(broken).rejects.toMatchObject({ code: 'IncompleteBody' });
    }
  });

  it('is refused with more trailers than anybody sends', async () => {
    const lines = Array.from({ length: 20 }, (_, n) => `t${n}:x\r\n`).join('');

    await expect(decode(cut(Buffer.from(`0\r\n${lines}\r\n`), [64]))).rejects.toMatchObject({
      code: 'MalformedTrailerError',
    });
  });
});
