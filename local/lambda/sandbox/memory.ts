import { getHeapStatistics } from 'node:v8';

const MEBIBYTE = 1_048_576;

/** Heap and buffers of this thread alone. */
export function usedMemoryMb(): number {
  const { total_heap_size: heap, external_memory: external } = getHeapStatistics();
  return Math.ceil((heap + external) / MEBIBYTE);
}
