import { enableCompileCache } from 'node:module';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { readSharedTime } from '../../clock/shared-time.ts';
import { captureOutput, type Output } from './output.ts';
import { patchConsole } from './console.ts';
import { invocationContext } from './context.ts';
import { errorPayload } from './errors.ts';
import { loadHandler, type Handler } from './load-handler.ts';
import { usedMemoryMb } from './memory.ts';
import { fenceProcess } from './process.ts';
import type { SandboxMessage, SandboxRequest, SandboxStart } from './protocol.ts';
import { responseText } from './response.ts';
import { shiftDate } from './shifted-date.ts';

/*
 * The runtime of one sandbox: what AWS's runtime interface client is there. Bundled by runtime-source.ts and run in a
 * worker thread; it imports nothing that the bundle would not hold.
 */

let requestId: string | undefined;

const post = (message: SandboxMessage): void => {
  parentPort?.postMessage(message);
};

async function run({ sharedTime, wake, codeCache }: SandboxStart): Promise<void> {
  const { LAMBDA_TASK_ROOT: taskRoot = '', _HANDLER: handlerName = '' } = process.env;
  shiftDate(readSharedTime(sharedTime, Date.now));
  const output = captureOutput((text) => {
    post({ type: 'log', text });
  });
  const reportError = patchConsole({
    format: process.env['AWS_LAMBDA_LOG_FORMAT'] === 'JSON' ? 'JSON' : 'Text',
    level: process.env['AWS_LAMBDA_LOG_LEVEL'],
    requestId: () => requestId,
    write: (text) => {
      output.record(text);
    },
  });
  fenceProcess(taskRoot);
  if (codeCache !== undefined) enableCompileCache(codeCache);
  const handler = await loadHandler(taskRoot, handlerName).catch((thrown: unknown) => {
    reportError('Init Error', thrown);
    output.flush();
    post({ type: 'init-error', payload: JSON.stringify(errorPayload(thrown)), memoryMb: usedMemoryMb() });
  });
  if (!handler) return;
  post({ type: 'ready' });
  for (;;) await serve({ handler, output, reportError }, takeRequest(new Int32Array(wake)));
}

interface Runtime {
  readonly handler: Handler;
  readonly output: Output;
  readonly reportError: (message: string, thrown: unknown) => void;
}

/** Never throws: what the handler throws is its answer. */
async function serve({ handler, output, reportError }: Runtime, request: SandboxRequest): Promise<void> {
  let answer: { type: 'answer' | 'error'; payload: string };
  requestId = request.requestId;
  try {
    const result = await handler(JSON.parse(request.payload), invocationContext(request));
    await nextTurn();
    answer = { type: 'answer', payload: responseText(result) };
  } catch (thrown) {
    await nextTurn();
    reportError('Invoke Error', thrown);
    answer = { type: 'error', payload: JSON.stringify(errorPayload(thrown)) };
  }
  output.flush();
  post({ ...answer, memoryMb: usedMemoryMb() });
}

/** As the official client does: what the handler has already begun gets one turn of the event loop. */
const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

interface Received {
  readonly message: SandboxRequest;
}

/**
 * Stops the whole thread until there is an invocation, as Lambda freezes an execution environment: work left behind
 * by a handler, its timers and its connections go on only during the next invocation.
 */
function takeRequest(wake: Int32Array): SandboxRequest {
  for (;;) {
    Atomics.wait(wake, 0, 0);
    Atomics.store(wake, 0, 0);
    const received: Received | null | undefined = parentPort && receiveMessageOnPort(parentPort);
    if (received) return received.message;
  }
}

void run(workerData as SandboxStart);
