import { createHash } from 'node:crypto';
import type { ModelState } from './ppo-model.ts';

/** A small network's worth of bytes. */
const FILE_BYTES = 256 * 1024;
const HEADER_BYTES = 32;

/** The model as the file a checkpoint holds: its state, then weights that follow from it. */
export function encodeModel({ trained, skill, isDerailed, isHacking }: ModelState): Uint8Array {
  const bytes = new Uint8Array(FILE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setFloat64(0, trained);
  view.setFloat64(8, skill);
  view.setFloat64(16, isDerailed ? 1 : 0);
  view.setFloat64(24, isHacking ? 1 : 0);
  for (let at = HEADER_BYTES; at + 8 <= FILE_BYTES; at += 8)
    view.setFloat64(at, Math.sin(trained + at) * skill);
  return bytes;
}

/** @throws RangeError for bytes that are no model */
export function decodeModel(bytes: Uint8Array): ModelState {
  if (bytes.length !== FILE_BYTES)
    throw new RangeError(`A model has ${FILE_BYTES} bytes, this file has ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    trained: view.getFloat64(0),
    skill: view.getFloat64(8),
    isDerailed: view.getFloat64(16) === 1,
    isHacking: view.getFloat64(24) === 1,
  };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
