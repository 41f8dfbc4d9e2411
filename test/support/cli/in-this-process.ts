import { run } from '../../../cli/main.ts';
import type { Ended } from './run-cli.ts';

/** The CLI without a process of its own, one command at a time, with nothing in its environment but what is given. */
export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const [stdout, stderr] = [take('stdout'), take('stderr')];
  const before = process.env;
  process.env = { PATH: before['PATH'], HOME: '/nowhere', ...env };
  try {
    const code = await run(args);
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.env = before;
    stdout.giveBack();
    stderr.giveBack();
  }
}

/** Keeps what is written to a stream of this process. */
function take(name: 'stdout' | 'stderr') {
  const stream = process[name];
  const write = stream.write.bind(stream);
  const listeners = stream.listeners('error');
  let text = '';
  stream.write = (chunk: string | Uint8Array): boolean => {
    text += chunk.toString();
    return true;
  };
  return {
    text: () => text,
    giveBack: () => {
      stream.write = write;
      for (const listener of stream.listeners('error'))
        if (!listeners.includes(listener)) stream.off('error', listener as (error: Error) => void);
    },
  };
}
