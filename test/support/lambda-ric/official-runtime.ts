import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { serve } from '../serve.ts';
import { createRuntimeApi, type Invocation, type Posted } from './runtime-api.ts';

/** Where the official runtime interface client is, if it is installed. */
export function findOfficialRuntime(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('aws-lambda-ric');
  } catch {
    return undefined;
  }
}

export interface OfficialRun {
  /** Undefined when the runtime ended without posting anything. */
  readonly posted: Posted | undefined;
  /** Set when the runtime ended. */
  readonly exitCode: number | undefined;
  /** What it wrote, both streams. */
  readonly output: string;
}

export interface OfficialOptions {
  readonly runtime: string;
  /** All variables the function has. */
  readonly environment: Readonly<Record<string, string>>;
  readonly invocation: Invocation;
}

/** Runs one invocation of a function in the official runtime, in a process of its own. */
export async function runOfficially({
  runtime,
  environment,
  invocation,
}: OfficialOptions): Promise<OfficialRun> {
  const api = createRuntimeApi();
  const served = await serve(api.server);
  const preload = join(import.meta.dirname, 'native-client.cjs');
  const child = spawn(process.execPath, ['--require', preload, runtime], {
    cwd: environment['LAMBDA_TASK_ROOT'],
    env: { ...environment, AWS_LAMBDA_RUNTIME_API: new URL(served.url).host },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  const exit = once(child, 'exit') as Promise<[number | null]>;
  try {
    const first = await Promise.race([
      api.invoke(invocation).then((posted) => ({ posted, exitCode: undefined })),
      exit.then(([exitCode]) => ({ posted: undefined, exitCode: exitCode ?? undefined })),
    ]);
    return { ...first, output };
  } finally {
    child.kill('SIGKILL');
    await exit;
    await served.close();
  }
}
