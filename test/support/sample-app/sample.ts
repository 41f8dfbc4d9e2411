import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { buildSync } from 'esbuild';

export interface Sample {
  readonly assemblyDir: string;
  remove(): void;
}

/** Bundles a function of this folder and synthesizes an app around it, in a folder of its own. */
export function aSample(entry: string, app: (outdir: string, codeFolder: string) => App): Sample {
  const root = mkdtempSync(join(tmpdir(), 'sample-app-'));
  const code = join(root, 'code');
  buildSync({
    entryPoints: [join(import.meta.dirname, entry)],
    outfile: join(code, 'index.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  // The CDK's own validation takes most of a second, and is not what is tested here.
  process.env['CDK_VALIDATION'] = 'false';
  const assemblyDir = join(root, 'cdk.out');
  app(assemblyDir, code).synth();
  return {
    assemblyDir,
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}
