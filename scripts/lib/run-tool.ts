import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, setPriority } from 'node:os';

/** A tool of node_modules/.bin. */
export interface Tool {
  readonly name: string;
  readonly args: readonly string[];
}

export interface ToolResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
}

/** Runs a tool on this Node, its output shown as it comes. */
export async function run(
  tool: Tool,
  environment: Readonly<Record<string, string>> = {},
): Promise<ToolResult> {
  const child = spawn(process.execPath, commandOf(tool), {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return resultOf(tool, once(child, 'exit'));
}

export interface Pace {
  /** So many at a time. Default: as many as there are processors. */
  readonly abreast: number;
  /** 0 to 19: the higher, the more they leave to others. */
  readonly niceness: number;
}

/** Runs tools side by side; shows the output of each once it is over. */
export async function runAll(
  tools: readonly Tool[],
  { abreast = availableParallelism(), niceness = 0 }: Partial<Pace> = {},
): Promise<readonly ToolResult[]> {
  const queue = tools.entries();
  const results: ToolResult[] = [];
  const runner = async (): Promise<void> => {
    for (const [index, tool] of queue) results[index] = await runQuietly(tool, niceness);
  };
  await Promise.all(Array.from({ length: abreast }, runner));
  return results;
}

async function runQuietly(tool: Tool, niceness: number): Promise<ToolResult> {
  const child = spawn(process.execPath, commandOf(tool), { stdio: ['ignore', 'pipe', 'pipe'] });
  if (niceness > 0 && child.pid !== undefined) setPriority(child.pid, niceness);
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  const result = await resultOf(tool, once(child, 'close'));
  process.stdout.write(Buffer.concat(output));
  return result;
}

const commandOf = ({ name, args }: Tool): string[] => [`node_modules/.bin/${name}`, ...args];

async function resultOf({ name }: Tool, ended: Promise<unknown[]>): Promise<ToolResult> {
  const startedAt = performance.now();
  const [code] = await ended;
  return { name, ok: code === 0, seconds: (performance.now() - startedAt) / 1_000 };
}
