import { COMMANDS } from '../../../cli/commands.ts';
import { findCommand } from '../../../cli/parse.ts';
import type { ArtisanStack } from '../artisan-stack.ts';
import { typedCommands } from '../docs/typed-commands.ts';
import { RUN } from './a-run-to-show.ts';
import type { Ended } from './run-cli.ts';

/** What stands in docs, and here; the runbook of the tests takes something. */
const STANDS_FOR: Readonly<Record<string, readonly string[]>> = {
  rehearsal: [RUN],
  cache_service_failure: ['asking', '--input', 'name=x'],
  // Ten minutes, in docs.
  '--watch': [],
};

interface Stage {
  readonly artisan: ArtisanStack;
  /** An approval is decided on once: another each time. */
  readonly ask: () => Promise<{ readonly approvalId: string }>;
  readonly run: (args: readonly string[]) => Promise<Ended>;
}

const PAGES = ['docs/tour.md', 'README.md'];

/** The commands of the CLI that the tour and README tell to type, in their order, and how each has ended on the stage of the tests. */
export async function runTyped(
  stage: Stage,
): Promise<readonly (readonly [words: readonly string[], Ended])[]> {
  const ended: (readonly [readonly string[], Ended])[] = [];
  for (const [tool, first, ...words] of PAGES.flatMap(typedCommands))
    if (tool === 'npx' && first === 'artisan') ended.push([words, await stage.run(await here(words, stage))]);
  return ended;
}

/** Reports may say that a line fails. */
export function hasFailed([[command = ''], { code, stdout }]: readonly [readonly string[], Ended]): boolean {
  const allowed = ['report', 'checklist'].includes(command) ? [0, 1] : [0];
  return !allowed.includes(code ?? NaN) || stdout.trim() === '';
}

/** With an id for `01M8...`, and a yes: nobody is at a terminal. */
async function here(words: readonly string[], stage: Stage): Promise<readonly string[]> {
  const given = await Promise.all(
    words.map(async (word) =>
      word.endsWith('...') ? [await idOf(words, stage)] : (STANDS_FOR[word] ?? [word]),
    ),
  );
  const isAsked = findCommand(COMMANDS, words)?.options?.['yes'] !== undefined;
  return [...given.flat(), ...(isAsked ? ['--yes'] : [])];
}

async function idOf([group = '']: readonly string[], { artisan, ask }: Stage): Promise<string> {
  if (group === 'approvals') return (await ask()).approvalId;
  const { body } = await artisan.as('viewer', { method: 'GET', path: `/v1/${group}` });
  const items = body['items'] as readonly { id: string; status: string }[];
  return items.find(({ status }) => status !== 'running')?.id ?? `no ${group}`;
}
