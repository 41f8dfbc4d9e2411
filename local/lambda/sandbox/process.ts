import { RuntimeError } from './errors.ts';

/** What a sandbox shares with the whole process and must not use as if it were its own. */
export function fenceProcess(taskRoot: string): void {
  const kill = process.kill.bind(process);
  // Relative paths given to node:fs still start at the process's folder: a thread has none of its own.
  process.cwd = () => taskRoot;
  process.kill = (pid, signal) => {
    if (pid === process.pid && signal !== 0) process.exit(1);
    return kill(pid, signal);
  };
  Object.assign(globalThis, {
    awslambda: {
      streamifyResponse: () => {
        throw new RuntimeError(
          'Runtime.InvalidStreamingOperation',
          'Response streaming is not supported here.',
        );
      },
    },
  });
}
