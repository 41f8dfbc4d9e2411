/** Appends numbers, little-endian, to bytes that grow as needed. */
export class ByteWriter {
  #bytes = new Uint8Array(1_024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  uint8(value: number): void {
    this.#view.setUint8(this.#claim(1), value);
  }

  uint16(value: number): void {
    this.#view.setUint16(this.#claim(2), value, true);
  }

  uint32(value: number): void {
    this.#view.setUint32(this.#claim(4), value, true);
  }

  float64(...values: readonly number[]): void {
    for (const value of values) this.#view.setFloat64(this.#claim(8), value, true);
  }

  float64s(values: Float64Array): void {
    for (const value of values) this.#view.setFloat64(this.#claim(8), value, true);
  }

  /** A view: not to be changed, and void after the next write. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Where the next value of this size goes. */
  #claim(size: number): number {
    const offset = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(this.#length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return offset;
  }
}
