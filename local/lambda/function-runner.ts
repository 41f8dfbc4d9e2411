import type { Clock } from '../clock/clock.ts';
import type { SharedTime } from '../clock/shared-time.ts';
import type { Environment } from '../cloud-assembly/resource.ts';
import type { Credentials } from '../iam/credentials.ts';
import type { LogSink } from '../logs/log-event.ts';
import { sandboxEnvironment } from './environment.ts';
import { timedOut, type Failure } from './failure.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { createFunctionLog } from './function-log.ts';
import type { MemoryWatch } from './memory-watch.ts';
import { createSandboxPool, type Acquired } from './sandbox-pool.ts';
import { startSandbox, type Outcome } from './sandbox.ts';

export interface RunnerOptions {
  readonly definition: FunctionDefinition;
  readonly clock: Clock & SharedTime;
  readonly environment: Environment;
  readonly credentials: Credentials;
  readonly awsUrl: string;
  readonly logs: LogSink;
  readonly memoryWatch: MemoryWatch;
  readonly initTimeoutMs: number;
  readonly codeCache: string | undefined;
}

export interface RunRequest {
  readonly requestId: string;
  readonly payload: string;
  readonly functionArn: string;
  /** Sees the lines of this invocation. */
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface RunResult {
  readonly payload: string;
  readonly failure: Failure | undefined;
  readonly durationMs: number;
}

/** Runs one function: in a warm sandbox if there is one, else in a new one. */
export interface FunctionRunner {
  run(request: RunRequest): Promise<RunResult>;
  close(): Promise<void>;
}

export function createFunctionRunner(options: RunnerOptions): FunctionRunner {
  const { definition, clock } = options;
  const pool = createSandboxPool({ clock, start: () => start(options) });
  return {
    close: () => pool.close(),
    run: async (request) => {
      const acquired = await pool.acquire();
      const { log, started, cold } = acquired;
      log.start(request.requestId, request.onLine);
      const startedAt = performance.now();
      const outcome = await outcomeOf(acquired, request, definition);
      const durationMs = performance.now() - startedAt;
      const failure = outcome.kind === 'failure' ? outcome.failure : undefined;
      log.report({
        requestId: request.requestId,
        durationMs,
        initMs: cold ? started.initMs : undefined,
        memoryMb: outcome.memoryMb,
        status: failure?.status ?? 'success',
        platformError: failure?.platformError,
      });
      pool.release(acquired);
      return {
        payload: outcome.kind === 'answer' ? outcome.payload : outcome.failure.payload,
        failure,
        durationMs,
      };
    },
  };
}

/**
 * A function gets `initTimeoutMs` to load. After that Lambda loads it once more as part of the invocation, with the
 * function's own time-out ("Understanding the Lambda execution environment lifecycle").
 */
async function start(options: RunnerOptions): Promise<Omit<Acquired, 'cold'>> {
  const first = await startOnce(options, options.initTimeoutMs);
  if (first.started.kind !== 'init-timeout') return { ...first, spentMs: 0 };
  const second = await startOnce(options, options.definition.timeoutSeconds * 1_000);
  return { ...second, spentMs: second.started.initMs };
}

async function startOnce(options: RunnerOptions, initTimeoutMs: number) {
  const { definition, clock, environment, credentials, awsUrl, logs, memoryWatch } = options;
  const log = createFunctionLog(definition, clock, logs);
  const place = { region: environment.region, credentials, awsUrl, logStream: log.stream };
  const started = await startSandbox({
    name: definition.name,
    environment: sandboxEnvironment(definition, { ...place, taskRoot: definition.codeFolder }),
    memoryMb: definition.memoryMb,
    timeoutSeconds: definition.timeoutSeconds,
    initTimeoutMs,
    sharedTime: clock.sharedTime,
    memoryWatch,
    codeCache: options.codeCache,
    onLog: (text) => {
      log.write(text);
    },
  });
  return { log, started };
}

async function outcomeOf(
  { started, spentMs }: Acquired,
  { requestId, payload, functionArn }: RunRequest,
  { memoryMb, timeoutSeconds }: FunctionDefinition,
): Promise<Outcome> {
  switch (started.kind) {
    case 'sandbox': {
      const timeoutMs = timeoutSeconds * 1_000 - spentMs;
      return started.sandbox.invoke({ requestId, payload, functionArn, timeoutMs });
    }
    case 'init-failure':
      return { kind: 'failure', failure: started.failure(requestId), memoryMb };
    case 'init-timeout':
      return { kind: 'failure', failure: timedOut(requestId, timeoutSeconds), memoryMb };
  }
}
