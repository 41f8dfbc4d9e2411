import type { Worker } from 'node:worker_threads';

/*
 * V8 can hold a thread to a heap limit, but it ends the whole process when a thread that is near its limit asks for one
 * large piece (a growing array or Map), and it does not count buffers. So threads get a limit far above what the
 * function may use, and are looked at while they run.
 */

const MEBIBYTE = 1_048_576;
const LOOK_EVERY_MS = 50;
/** Garbage counts until V8 collects it: only use that lasts is the function's own. */
const LOOKS_OVER_LIMIT = 5;
/** Beyond this there is no waiting. */
const SURELY_OVER_MB = 512;
/** The largest single piece V8 hands out is 1 GiB. */
const HEADROOM_MB = SURELY_OVER_MB + 1_100;

/** V8's own limit for a function with this much memory. */
export const heapLimitMb = (memoryMb: number): number => memoryMb + HEADROOM_MB;

export interface MemoryWatch {
  /** Calls back once when the thread uses more than `limitMb`. Returns how to stop looking. */
  watch(worker: Worker, limitMb: number, onExceeded: () => void): () => void;
}

interface Watched {
  readonly worker: Worker;
  readonly limitMb: number;
  readonly onExceeded: () => void;
  looksOver: number;
  looking: boolean;
}

export function createMemoryWatch(): MemoryWatch {
  const watched = new Set<Watched>();
  let timer: NodeJS.Timeout | undefined;

  const lookAtAll = (): void => {
    for (const one of watched) if (!one.looking) void look(one, () => watched.has(one));
  };
  return {
    watch: (worker, limitMb, onExceeded) => {
      const one = { worker, limitMb, onExceeded, looksOver: 0, looking: false };
      watched.add(one);
      timer ??= setInterval(lookAtAll, LOOK_EVERY_MS).unref();
      return () => {
        watched.delete(one);
        if (watched.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

async function look(one: Watched, isWatched: () => boolean): Promise<void> {
  one.looking = true;
  // Rejects when the thread has just ended.
  const heap = await one.worker.getHeapStatistics().catch(() => undefined);
  one.looking = false;
  if (!heap || !isWatched()) return;
  const usedMb = (heap.used_heap_size + heap.external_memory) / MEBIBYTE;
  one.looksOver = usedMb > one.limitMb ? one.looksOver + 1 : 0;
  if (one.looksOver >= LOOKS_OVER_LIMIT || usedMb > one.limitMb + SURELY_OVER_MB) one.onExceeded();
}
