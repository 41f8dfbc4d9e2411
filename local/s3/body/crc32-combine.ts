interface CrcOfPiece {
  readonly sizeBytes: number;
  /** Big-endian. */
  readonly digest: Buffer;
}

/** Reflected polynomial of CRC-32 (ISO 3309), as in zlib. */
const POLYNOMIAL = 0xedb88320;

/** CRC-32 of pieces put one after another, from the CRC-32 of each. */
export function combineCrc32(pieces: readonly CrcOfPiece[]): Buffer {
  const sum = pieces.reduce(
    (crc, { sizeBytes, digest }) => (multiply(powerOfX(sizeBytes), crc) ^ digest.readUInt32BE()) >>> 0,
    0,
  );
  const combined = Buffer.alloc(4);
  combined.writeUInt32BE(sum);
  return combined;
}

/** a * b modulo the polynomial, over GF(2), lowest degree in the highest bit (zlib's multmodp). */
function multiply(a: number, b: number): number {
  let product = 0;
  let shifted = b;
  for (let bit = 0x80000000; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= shifted;
    shifted = (shifted & 1) === 0 ? shifted >>> 1 : (shifted >>> 1) ^ POLYNOMIAL;
  }
  return product >>> 0;
}

/** x^(8 * bytes) modulo the polynomial, by squaring: what following `bytes` zero bytes do to a CRC. */
function powerOfX(bytes: number): number {
  let power = 0x80000000;
  let square = 0x00800000;
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = multiply(square, power);
    square = multiply(square, square);
  }
  return power >>> 0;
}
