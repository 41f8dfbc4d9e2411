import { inflateSync } from 'node:zlib';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 3 or 4 bytes a pixel. */
  readonly channels: number;
  readonly bytes: Uint8Array;
}

const SIGNATURE_BYTES = 8;
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

/** Reads a PNG as browsers write their screenshots: 8 bits a channel, RGB or RGBA, not interlaced. Source: RFC 2083. */
export function readPng(png: Buffer): Pixels {
  const data: Buffer[] = [];
  let header: Buffer | undefined;
  for (let at = SIGNATURE_BYTES; at < png.length;) {
    const length = png.readUInt32BE(at);
    const [type, content] = [png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length)];
    if (type === 'IHDR') header = content;
    if (type === 'IDAT') data.push(content);
    at += length + 12;
  }
  if (!header) throw new Error('This is no PNG: it has no IHDR');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = CHANNELS[header[9] ?? -1];
  if (header[8] !== 8 || channels === undefined || header[12] !== 0)
    throw new Error('Only PNG of 8 bits, RGB or RGBA, not interlaced, are read');
  return {
    width,
    height,
    channels,
    bytes: unfiltered(inflateSync(Buffer.concat(data)), { height, stride: width * channels, channels }),
  };
}

interface Rows {
  readonly height: number;
  /** Bytes a row. */
  readonly stride: number;
  readonly channels: number;
}

function unfiltered(raw: Buffer, { height, stride, channels }: Rows): Uint8Array {
  const bytes = new Uint8Array(height * stride);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)] ?? 0;
    const start = row * stride;
    for (let column = 0; column < stride; column += 1) {
      const left = column < channels ? 0 : (bytes[start + column - channels] ?? 0);
      const above = row === 0 ? 0 : (bytes[start + column - stride] ?? 0);
      const corner = row === 0 || column < channels ? 0 : (bytes[start + column - stride - channels] ?? 0);
      const value = raw[row * (stride + 1) + 1 + column] ?? 0;
      bytes[start + column] = value + predicted(filter, { left, above, corner });
    }
  }
  return bytes;
}

interface Neighbours {
  readonly left: number;
  readonly above: number;
  readonly corner: number;
}

function predicted(filter: number, { left, above, corner }: Neighbours): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth({ left, above, corner }) : 0;
}

function paeth({ left, above, corner }: Neighbours): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(guess - value));
  if (toLeft === undefined || toAbove === undefined || toCorner === undefined) return 0;
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
