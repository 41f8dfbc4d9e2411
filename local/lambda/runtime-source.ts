import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

let source: string | undefined;

/**
 * The sandbox runtime as one script. Threads would otherwise each strip the types of its files again, which doubles
 * the time of a cold start.
 */
export function runtimeSource(): string {
  source ??= build();
  return source;
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
