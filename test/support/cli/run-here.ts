import { run } from '../../../cli/main.ts';
import type { Ended } from './run-cli.ts';

/** A command in the test's own process: a twentieth of the time, where entry, signals and pipes are not what is tested. */
export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const into = (stream: keyof typeof said) => ({
    write: (text: string) => (said[stream] += text),
    on: () => undefined,
  });
  const around = {
    env: { HOME: '/nowhere', ...env },
    stdin: {},
    stdout: into('stdout'),
    stderr: into('stderr'),
  };
  const code = await run(args, around);
  return { code, ...said };
}
