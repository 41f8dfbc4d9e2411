/** Appends numbers, little-endian, to bytes that grow as needed. */
export class ByteWriter {
  #bytes = new Uint8Array(1_024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  uint8(value: number): void {
    this.#room(1).setUint8(this.#length, value);
    this.#length += 1;
  }

  uint16(value: number): void {
    this.#room(2).setUint16(this.#length, value, true);
    this.#length += 2;
  }

  uint32(value: number): void {
    this.#room(4).setUint32(this.#length, value, true);
    this.#length += 4;
  }

  float64(...values: readonly number[]): void {
    this.float64s(Float64Array.from(values));
  }

  float64s(values: Float64Array): void {
    const view = this.#room(values.length * 8);
    for (let index = 0; index < values.length; index += 1) {
      view.setFloat64(this.#length + index * 8, values[index] ?? NaN, true);
    }
    this.#length += values.length * 8;
  }

  /** A view: not to be changed, and void after the next write. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** A view with room for so many more bytes. */
  #room(size: number): DataView {
    if (this.#length + size > this.#bytes.length) {
      const larger = new Uint8Array((this.#length + size) * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return this.#view;
  }
}
