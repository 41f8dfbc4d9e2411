import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const used = new Set<string>();

/** Two validators that are not ours look at every machine of the tests, lest we run what AWS would refuse. */
export function willBeValidated(definition: object): void {
  used.add(JSON.stringify(definition));
}

afterAll(() => {
  if (used.size === 0) return;
  const script = fileURLToPath(new URL('./validate-machines.ts', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [script], { input: `[${[...used].join(',')}]` });

  expect(stdout.toString() || stderr.toString()).toBe('[]');
});
