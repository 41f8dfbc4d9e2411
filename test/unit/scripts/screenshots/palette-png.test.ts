import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { palettePng } from '../../../../scripts/screenshots/palette-png.ts';
import { readPng } from '../../../../scripts/screenshots/pixels.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}

/** RGB, three pixels a row; each row begins with its filter. */
function aPng(rows: readonly (readonly number[])[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(3, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.from(rows.flat()));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a screenshot', () => {
  it('is read whatever its rows are filtered by', () => {
    const { bytes } = readPng(
      aPng([
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 1, 2, 3, 1, 1, 1, 1, 1, 1],
        [2, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        [3, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        [4, 1, 1, 1, 1, 1, 1, 1, 1, 1],
      ]),
    );

    // By hand, from the filters of RFC 2083: none, left, above, their mean, Paeth.
    expect([...bytes]).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9],
      ...[1, 2, 3, 2, 3, 4, 3, 4, 5],
      ...[2, 3, 4, 3, 4, 5, 4, 5, 6],
      ...[2, 2, 3, 3, 4, 5, 4, 5, 6],
      ...[3, 3, 4, 4, 5, 6, 5, 6, 7],
    ]);
  });

  it('becomes one of a palette that shows the same', () => {
    const small = palettePng(aPng([[0, 255, 0, 0, 0, 0, 255, 255, 0, 0]]));

    const [palette, data] = ['PLTE', 'IDAT'].map((type) => {
      const at = small.indexOf(type);
      return small.subarray(at + 4, at + 4 + small.readUInt32BE(at - 4));
    });
    // Two pixels a byte, after that of the row's filter.
    const [, ...pairs] = inflateSync(data ?? Buffer.alloc(0));
    const indexes = pairs.flatMap((pair) => [pair >> 4, pair & 15]).slice(0, 3);
    const colours = indexes.map((index) => [...(palette ?? [])].slice(3 * index, 3 * index + 3));
    expect(colours).toEqual([
      [255, 0, 0],
      [0, 0, 255],
      [255, 0, 0],
    ]);
  });

  it('of another kind is refused', () => {
    expect(() => readPng(SIGNATURE)).toThrow('no PNG');
  });
});
