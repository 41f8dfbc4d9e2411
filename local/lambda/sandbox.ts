import { exited, outOfMemory, thrown, timedOut, tooLarge, type Failure } from './failure.ts';
import { startThread, type End, type SandboxThread, type ThreadOptions } from './sandbox-thread.ts';
import type { SandboxRequest } from './sandbox/protocol.ts';

export interface SandboxOptions extends ThreadOptions {
  readonly initTimeoutMs: number;
  /** The function's, as a time-out is reported: an invocation may be given less. */
  readonly timeoutSeconds: number;
}

export type Outcome =
  | { readonly kind: 'answer'; readonly payload: string; readonly memoryMb: number }
  | { readonly kind: 'failure'; readonly failure: Failure; readonly memoryMb: number };

/** One execution environment: a thread that runs one invocation at a time, frozen in between. */
export interface Sandbox {
  /** False once the thread has ended. */
  isAlive(): boolean;
  invoke(request: SandboxRequest): Promise<Outcome>;
  stop(): Promise<void>;
}

/** Resolves when the function's module is loaded, or with the reason why it could not be. */
export type StartedSandbox =
  | { readonly kind: 'sandbox'; readonly sandbox: Sandbox; readonly initMs: number }
  | {
      readonly kind: 'init-failure';
      readonly failure: (requestId: string) => Failure;
      readonly initMs: number;
    }
  | { readonly kind: 'init-timeout'; readonly initMs: number };

export async function startSandbox(options: SandboxOptions): Promise<StartedSandbox> {
  const startedAt = performance.now();
  const thread = tryToStart(options);
  if (!thread) return { kind: 'init-failure', failure: (id) => exited(id, BAD_OPTION), initMs: 0 };
  const first = await thread.next(options.initTimeoutMs);
  const initMs = performance.now() - startedAt;
  if (first.type === 'ready') return { kind: 'sandbox', sandbox: asSandbox(thread, options), initMs };
  await thread.end('exit');
  if (first.type !== 'end') {
    return { kind: 'init-failure', failure: () => thrown(first.payload), initMs };
  }
  if (first.cause === 'timeout') return { kind: 'init-timeout', initMs };
  return {
    kind: 'init-failure',
    failure: (requestId) => failureOf(first, requestId, options.timeoutSeconds),
    initMs,
  };
}

/** Node's exit code for options it does not take, such as those in a function's NODE_OPTIONS. */
const BAD_OPTION = 9;

function tryToStart(options: SandboxOptions): SandboxThread | undefined {
  try {
    return startThread(options);
  } catch (error) {
    options.onLog(String(error));
    return undefined;
  }
}

function asSandbox(thread: SandboxThread, { memoryMb, timeoutSeconds }: SandboxOptions): Sandbox {
  return {
    isAlive: thread.isAlive,
    stop: () => thread.end('exit'),
    invoke: async (request) => {
      thread.post(request);
      const event = await thread.next(request.timeoutMs);
      if (event.type === 'end') {
        return { kind: 'failure', failure: failureOf(event, request.requestId, timeoutSeconds), memoryMb };
      }
      if (event.type === 'ready') throw new Error('A sandbox was ready twice');
      const failure = event.type === 'error' ? thrown(event.payload) : tooLarge(event.payload);
      return failure
        ? { kind: 'failure', failure, memoryMb: event.memoryMb }
        : { kind: 'answer', payload: event.payload, memoryMb: event.memoryMb };
    },
  };
}

function failureOf({ cause, exitCode }: End, requestId: string, timeoutSeconds: number): Failure {
  if (cause === 'timeout') return timedOut(requestId, timeoutSeconds);
  return cause === 'memory' ? outOfMemory(requestId) : exited(requestId, exitCode);
}
