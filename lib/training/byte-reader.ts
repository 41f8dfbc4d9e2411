import { CorruptStateError } from './corrupt-state-error.ts';

/** Reads what a ByteWriter wrote. Throws CorruptStateError when there is less than is asked for. */
export class ByteReader {
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#view.byteLength - this.#offset;
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  float64s(count: number): Float64Array {
    const offset = this.#take(count * 8);
    const values = new Float64Array(count);
    for (let index = 0; index < count; index += 1) {
      values[index] = this.#view.getFloat64(offset + index * 8, true);
    }
    return values;
  }

  #take(size: number): number {
    if (size > this.left)
      throw new CorruptStateError(`${size} bytes were expected where ${this.left} are left`);
    const offset = this.#offset;
    this.#offset += size;
    return offset;
  }
}
