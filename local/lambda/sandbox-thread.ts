import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { heapLimitMb, type MemoryWatch } from './memory-watch.ts';
import { runtimeSource } from './runtime-source.ts';
import type { SandboxMessage, SandboxRequest, SandboxStart } from './sandbox/protocol.ts';

export interface ThreadOptions {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly sharedTime: SharedArrayBuffer;
  readonly memoryWatch: MemoryWatch;
  /** A folder that keeps what is compiled for the next thread. */
  readonly codeCache: string | undefined;
  /** Each line the function writes, in order, before the answer that follows it. */
  readonly onLog: (text: string) => void;
}

/** How a thread ended: by itself, with an exit code, or because we ended it. */
export interface End {
  readonly type: 'end';
  readonly exitCode: number;
  readonly cause: 'exit' | 'timeout' | 'memory';
}

export type ThreadEvent = Exclude<SandboxMessage, { type: 'log' }> | End;

/** A thread within a long native call ends only after it: its invocation is over all the same. */
const ABANDON_AFTER_MS = 1_000;

/** A worker thread that runs the sandbox runtime. */
export interface SandboxThread {
  readonly isAlive: () => boolean;
  readonly post: (request: SandboxRequest) => void;
  /** The thread's next message but log lines, or its end; it is ended when it takes longer. */
  readonly next: (timeoutMs: number) => Promise<ThreadEvent>;
  readonly end: (cause: End['cause']) => Promise<void>;
}

export function startThread(options: ThreadOptions): SandboxThread {
  const { memoryMb, memoryWatch, onLog } = options;
  const { worker, post } = createWorker(options);
  let alive = true;
  let cause: End['cause'] = 'exit';
  let settle: ((event: ThreadEvent) => void) | undefined;

  const ended = (exitCode: number): void => {
    alive = false;
    settle?.({ type: 'end', exitCode, cause });
  };
  const end = async (reason: End['cause']): Promise<void> => {
    if (alive && cause === 'exit') cause = reason;
    await Promise.race([worker.terminate(), delay(ABANDON_AFTER_MS, undefined, { ref: false })]);
    if (alive) ended(1);
  };
  worker.on('message', (message: SandboxMessage) => {
    if (message.type === 'log') onLog(message.text);
    else settle?.(message);
  });
  worker.on('error', (error: unknown) => {
    if (fieldOf(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY') cause = 'memory';
    else onLog(fieldOf(error, 'stack') ?? String(error));
  });
  worker.on('exit', ended);
  return {
    isAlive: () => alive,
    post,
    end,
    next: async (timeoutMs) => {
      // Real time: the code in the thread runs in it, whatever the stack's clock is moved to.
      const timer = setTimeout(() => void end('timeout'), timeoutMs);
      const unwatch = memoryWatch.watch(worker, memoryMb, () => void end('memory'));
      try {
        return await new Promise<ThreadEvent>((resolve) => {
          settle = resolve;
          if (!alive) resolve({ type: 'end', exitCode: 1, cause });
        });
      } finally {
        settle = undefined;
        clearTimeout(timer);
        unwatch();
      }
    },
  };
}

/** What a thread dies of arrives as a copy, which is no Error any more. */
function fieldOf(error: unknown, field: 'code' | 'stack'): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function createWorker({ name, environment, memoryMb, sharedTime, codeCache }: ThreadOptions) {
  const wake = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const wakeCell = new Int32Array(wake);
  const worker = new Worker(runtimeSource(codeCache), {
    eval: true,
    name,
    argv: [],
    env: { ...environment },
    execArgv: [],
    // The runtime takes what is written to them before it gets here.
    stdout: true,
    stderr: true,
    workerData: { sharedTime, wake, codeCache } satisfies SandboxStart,
    resourceLimits: { maxOldGenerationSizeMb: heapLimitMb(memoryMb) },
  });
  // An idle sandbox keeps nobody waiting.
  worker.unref();
  const post = (request: SandboxRequest): void => {
    worker.postMessage(request);
    Atomics.store(wakeCell, 0, 1);
    Atomics.notify(wakeCell, 0);
  };
  return { worker, post };
}
