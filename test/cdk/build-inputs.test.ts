import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ASSEMBLY_INPUTS } from '../../scripts/lib/build/inputs.ts';
import { bundlesFolder } from '../support/built.ts';

const out = mkdtempSync(join(tmpdir(), 'artisan-inputs-'));
afterAll(() => {
  rmSync(out, { recursive: true });
});

/** Synthesizes in a process that can read these inputs, packages, bundles and nothing else of the repository. */
function synthesizeWith(inputs: readonly string[]): {
  readonly status: number | null;
  readonly stderr: string;
} {
  const readable = [...inputs, 'node_modules', bundlesFolder()].map((path) => resolve(path));
  const options = JSON.stringify({
    ...{ stage: 'prod', bundlesFolder: bundlesFolder() },
    ...{ folder: join(out, String(inputs.length)), isValidated: false },
  });
  const code = `
    import { synthesize } from ${JSON.stringify(resolve('scripts/lib/build/synthesize.ts'))};
    synthesize(${options});`;
  return spawnSync(
    process.execPath,
    [
      ...['--permission', '--disable-warning=ExperimentalWarning', `--allow-fs-write=${tmpdir()}`],
      ...[tmpdir(), ...readable].map((path) => `--allow-fs-read=${path}`),
      ...['--input-type=module', '--eval', code],
    ],
    { encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  );
}

describe('the inputs that a cloud assembly is known by', () => {
  it('are all that a synthesis reads', () => {
    const { status, stderr } = synthesizeWith(ASSEMBLY_INPUTS);

    expect([status, stderr]).toEqual([0, '']);
  });

  it('would be missed', () => {
    const { status, stderr } = synthesizeWith(ASSEMBLY_INPUTS.filter((path) => path !== 'configs'));

    expect(status).toBe(1);
    expect(stderr).toContain('ERR_ACCESS_DENIED');
  });
});
