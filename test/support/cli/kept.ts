import { outlineOf } from './outline.ts';

type Data = Readonly<Record<string, unknown>>;

/** What of an answer is the stage's, not the CLI's, and another each time. */
const SETTLED: Readonly<Record<string, (data: Data) => unknown>> = {
  // Its figures: a loaded machine makes the stage do badly.
  report: (data) => outlineOf(data),
  // It has been stopped, but its approval may not have been told of that.
  'executions stop': (data) => ({ ...data, approval_id: undefined, status: '<waiting_approval or running>' }),
};

/** The data that a command has printed, and the text that is kept of it. How often a watch looks is chance. */
export function keptOf(command: string, stdout: string): { readonly data: Data; readonly text: string } {
  const isWatch = command.endsWith(' watch');
  const last = isWatch ? (stdout.trimEnd().split('\n').at(-1) ?? '') : stdout;
  const data = JSON.parse(last) as Data;
  const settle = SETTLED[command] ?? (isWatch ? (all: Data) => all : undefined);
  return { data, text: settle ? `${JSON.stringify(settle(data), null, 2)}\n` : stdout };
}
