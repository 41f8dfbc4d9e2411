import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

let source: string | undefined;

/**
 * The sandbox runtime as one script. Threads would otherwise each strip the types of its files again, which doubles
 * the time of a cold start.
 * @param keptIn a folder that keeps it for other processes that run the same stack
 */
export function runtimeSource(keptIn: string | undefined): string {
  source ??= keptIn === undefined ? build() : readOrBuild(join(keptIn, 'sandbox-runtime.cjs'));
  return source;
}

function readOrBuild(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const built = build();
    writeFileSync(`${file}.${process.pid}`, built);
    renameSync(`${file}.${process.pid}`, file);
    return built;
  }
}

function build(): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('./sandbox/main.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
  });
  return outputFiles[0]?.text ?? '';
}
