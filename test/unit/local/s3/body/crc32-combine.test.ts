import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { combineCrc32 } from '../../../../../local/s3/body/crc32-combine.ts';

const digestOf = (bytes: Uint8Array): Buffer => {
  const digest = Buffer.alloc(4);
  digest.writeUInt32BE(crc32(bytes));
  return digest;
};

describe('combineCrc32', () => {
  it('gives the CRC of the whole from those of the pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), (pieces) => {
        const combined = combineCrc32(
          pieces.map((bytes) => ({ sizeBytes: bytes.length, digest: digestOf(bytes) })),
        );

        expect(combined).toEqual(digestOf(Buffer.concat(pieces)));
      }),
    );
  });

  it('holds for sizes beyond 32 bits', () => {
    const zeros = { sizeBytes: 2 ** 33, digest: Buffer.from([0, 0, 0, 0]) };

    // CRC-32 with its final complement of nothing is 0, and what follows it is alone.
    expect(combineCrc32([zeros, { sizeBytes: 3, digest: digestOf(Buffer.from('end')) }])).toEqual(
      digestOf(Buffer.from('end')),
    );
  });
});
