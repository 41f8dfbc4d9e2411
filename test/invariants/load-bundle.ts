import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FunctionName } from '../../lib/contracts/names.ts';
import { bundlesFolder } from '../support/built.ts';

/** What Lambda itself sets. The endpoint refuses connections: port 9 (discard) is served by nobody. */
const RUNTIME_VARIABLES = {
  AWS_REGION: 'eu-north-1',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
};

/** Answers with the type of each export, or with the error that the import ended in. */
const LOAD = `
  import { parentPort, workerData } from 'node:worker_threads';
  const startedAt = performance.now();
  const loaded = await import(workerData).then(
    (module) => ({ exports: Object.fromEntries(Object.entries(module).map(([name, value]) => [name, typeof value])) }),
    (error) => ({ error: String(error) }),
  );
  parentPort.postMessage({ ...loaded, milliseconds: performance.now() - startedAt });
`;

export interface LoadedBundle {
  readonly exports?: Readonly<Record<string, string>>;
  readonly error?: string;
  readonly milliseconds: number;
}

/** Imports a shipped bundle in a thread that has these variables, those of Lambda, and nothing else. */
export async function loadBundle(
  name: FunctionName,
  variables: Readonly<Record<string, string>>,
): Promise<LoadedBundle> {
  const entry = join(bundlesFolder(), name, 'handler.mjs');
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(LOAD)}`), {
    workerData: pathToFileURL(entry).href,
    env: { ...RUNTIME_VARIABLES, ...variables },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  } finally {
    await worker.terminate();
  }
}
