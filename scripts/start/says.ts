import type { StartOptions } from './options.ts';

/** What is told on the way, and what came of it. */
export interface Says {
  readonly text: (text: string) => void;
  /** Nothing, unless it was asked for. */
  readonly data: (data: unknown) => void;
}

/** With `--json` stdout is for data alone. */
export function saysOf({ json }: Pick<StartOptions, 'json'>): Says {
  const { stdout, stderr } = process;
  return {
    text: (text) => {
      (json ? stderr : stdout).write(text);
    },
    data: (data) => {
      if (json) stdout.write(`${JSON.stringify(data, null, 2)}\n`);
    },
  };
}
