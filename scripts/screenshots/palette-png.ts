import { crc32, deflateSync } from 'node:zlib';
import { readPng, type Pixels } from './pixels.ts';

/** Pages have few colours: these are theirs, and some of those that smoothing makes of them. Four bits a pixel. */
const COLOURS = 16;
/** Of two colours that are nearer one is enough. */
const APART = 14;
/** What is coloured counts for more than the greys that smoothing makes: few pixels are a warning, and all of it. */
const GREYS_LEVEL = 8;

/** The same picture with at most 16 colours: a fifth of the size. */
export function palettePng(png: Buffer): Buffer {
  const pixels = readPng(png);
  const { width, height } = pixels;
  const { palette, indexOf } = paletteOf(pixels);
  const stride = Math.ceil(width / 2) + 1;
  const rows = Buffer.alloc(height * stride);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [row, column] = [Math.floor(pixel / width), pixel % width];
    const at = row * stride + 1 + (column >> 1);
    rows[at] = (rows[at] ?? 0) | (indexOf(colourAt(pixels, pixel)) << (column % 2 === 0 ? 4 : 0));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([4, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colourAt({ bytes, channels }: Pixels, pixel: number): number {
  const at = pixel * channels;
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}

/** The commonest colours, and for any colour the index of the nearest of them. */
function paletteOf(pixels: Pixels) {
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < pixels.width * pixels.height; pixel += 1) {
    const colour = colourAt(pixels, pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette: number[] = [];
  for (const [colour] of [...counts].toSorted((one, other) => weightOf(other) - weightOf(one))) {
    if (palette.every((taken) => distance(taken, colour) >= APART ** 2)) palette.push(colour);
    if (palette.length === COLOURS) break;
  }
  const indexes = new Map(palette.map((colour, index) => [colour, index]));
  const indexOf = (colour: number): number => {
    const known = indexes.get(colour) ?? nearestOf(palette, colour);
    indexes.set(colour, known);
    return known;
  };
  return { palette, indexOf };
}

function weightOf([colour, count]: readonly [colour: number, count: number]): number {
  const parts = [16, 8, 0].map((shift) => (colour >> shift) & 255);
  return count * (1 + (Math.max(...parts) - Math.min(...parts)) / GREYS_LEVEL);
}

function nearestOf(palette: readonly number[], colour: number): number {
  const distances = palette.map((known) => distance(known, colour));
  return distances.indexOf(Math.min(...distances));
}

function distance(one: number, other: number): number {
  const parts = [16, 8, 0].map((shift) => ((one >> shift) & 255) - ((other >> shift) & 255));
  return parts.reduce((sum, part) => sum + part ** 2, 0);
}

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}
