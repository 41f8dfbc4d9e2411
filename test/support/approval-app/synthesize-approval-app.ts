import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { buildSync } from 'esbuild';
import { addApprovalStack } from './approval-stack.ts';

const HANDLERS = fileURLToPath(new URL('./handlers', import.meta.url));

/** The sample app as a cloud assembly, in a folder of its own. */
export function synthesizeApprovalApp(): { readonly assemblyDir: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'approval-app-'));
  const codeFolder = join(folder, 'code');
  // Every format but the module's own: the SDK requires some of its parts.
  buildSync({
    entryPoints: [join(HANDLERS, 'ask.mjs'), join(HANDLERS, 'write.mjs')],
    outdir: codeFolder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    logLevel: 'warning',
  });
  process.env['CDK_VALIDATION'] = 'false';
  const app = new App({ outdir: join(folder, 'assembly'), analyticsReporting: false });
  addApprovalStack(app, codeFolder);
  const { directory } = app.synth();
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  return { assemblyDir: directory, remove };
}
