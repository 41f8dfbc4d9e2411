import { format, resolveConfig } from 'prettier';
import { COMMANDS } from '../../cli/commands.ts';
import { overview } from '../../cli/help.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { runbooksOf } from '../../lib/config/runbooks.ts';
import type { Runbook } from '../../lib/contracts/runbook.ts';
import { runbookPage } from './runbook-page.ts';

export const HANDBOOK_FOLDER = 'docs/runbooks';

/** A page for each runbook of production, their list, and the help of the CLI: contents by path. */
export async function handbookFiles(): Promise<Readonly<Record<string, string>>> {
  const runbooks = runbooksOf(loadConfig({ folder: 'configs', stage: 'prod' }));
  const pages = [
    [`${HANDBOOK_FOLDER}/README.md`, index(runbooks)] as const,
    ...runbooks.map((runbook) => [`${HANDBOOK_FOLDER}/${runbook.id}.md`, runbookPage(runbook)] as const),
  ];
  const options = await resolveConfig('docs/README.md');
  const formatted = pages.map(
    async ([path, text]) => [path, await format(text, { ...options, parser: 'markdown' })] as const,
  );
  return Object.fromEntries([...(await Promise.all(formatted)), ['cli/help.txt', overview(COMMANDS)]]);
}

function index(runbooks: readonly Runbook[]): string {
  const rows = runbooks.map(
    ({ id, title, severity, automation }) =>
      `| [\`${id}\`](${id}.md) | ${title} | ${severity} | ${automation.replace('_', '-')} |`,
  );
  return [
    '# Runbooks',
    '<!-- Made of configs/runbooks by `npm run handbook`. -->',
    'A runbook is one file in `configs/runbooks`: it becomes a state machine, what its alarms start, and its page here. [configs/README.md](../../configs/README.md#runbooksyaml) describes its keys.',
    ['| runbook | | severity | automation |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    'Once a month every runbook is dry-run. After an incident: judge how its runbook did, note in the incident what to change, change the file, dry-run it (`"mode": "dry_run"`), and tell the others.',
  ].join('\n\n');
}
