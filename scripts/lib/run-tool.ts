import { spawnSync } from 'node:child_process';

export interface ToolResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
}

/** Runs a tool of node_modules/.bin on this Node, its output shown. */
export function run(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ToolResult {
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, [`node_modules/.bin/${name}`, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return { name, ok: status === 0, seconds: (performance.now() - startedAt) / 1_000 };
}
