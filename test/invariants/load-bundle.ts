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

/** Answers with the type of each export, or with the error that the import ended in: for one environment after another. */
const LOAD = `
  import { parentPort, workerData } from 'node:worker_threads';
  const loads = [];
  for (const [index, variables] of workerData.environments.entries()) {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, variables);
    const startedAt = performance.now();
    const loaded = await import(workerData.entry + '?' + index).then(
      (module) => ({ exports: Object.fromEntries(Object.entries(module).map(([name, value]) => [name, typeof value])) }),
      (error) => ({ error: String(error) }),
    );
    loads.push({ ...loaded, milliseconds: performance.now() - startedAt });
  }
  parentPort.postMessage(loads);
`;

type Variables = Readonly<Record<string, string>>;

export interface LoadedBundle {
  readonly exports?: Readonly<Record<string, string>>;
  readonly error?: string;
  readonly milliseconds: number;
}

/**
 * Imports a shipped bundle in a thread that has these variables, those of Lambda, and nothing else; with the others after
 * the first, its entry alone is evaluated again.
 */
export async function loadBundle(
  name: FunctionName,
  environments: readonly Variables[],
): Promise<readonly LoadedBundle[]> {
  const entry = join(bundlesFolder(), name, 'handler.mjs');
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(LOAD)}`), {
    workerData: {
      entry: pathToFileURL(entry).href,
      environments: environments.map((variables) => ({ ...RUNTIME_VARIABLES, ...variables })),
    },
    env: {},
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
