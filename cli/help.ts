import { COMMON, type Command, type OptionSpec } from './command.ts';

const HEAD = `artisan: modes, training, checkpoints, runbooks and approvals of a stage

  artisan <command> [arguments] [options]

`;

const TAIL = `
Every command takes --json, --profile NAME, --as USER (local only) and --help.
Data go to stdout, everything else to stderr. Commands that change something ask first: --yes
does not, --dry-run shows what would be sent. NO_COLOR=1 leaves colours out.

A watch prints a line of JSON (NDJSON) a look with --json. It ends when what is watched does, with
--timeout (told on stderr), or by Ctrl-C; the last look decides: 0 if all was well, else 1.

Exit codes: 0 done; 1 refused or failed, also a report with a line that fails; 2 usage, also a
question without a terminal; 4 not signed in, or not allowed.

Without a profile it talks to \`npm start\` on this machine. Others: ARTISAN_URL and ARTISAN_TOKEN, or
~/.config/artisan/profiles.json: {"prod": {"url": "https://...", "token_command": "..."}}.
\`select\` and \`schedule\` are signed with the AWS credentials of the environment or of AWS_PROFILE.
`;

/** Of all commands. Kept in help.txt, so that it is printed without anything being loaded. */
export function overview(commands: readonly Command[]): string {
  return `${HEAD}${groupHelp(commands)}${TAIL}`;
}

/** Of some: a line for each. */
export function groupHelp(commands: readonly Command[]): string {
  const rows = commands.map((command) => [signature(command), command.summary] as const);
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}

/** Of one. */
export function helpOf(command: Command): string {
  const own = Object.entries(command.options ?? {});
  const rows = [...own, ...Object.entries(COMMON)].map(
    ([name, spec]) => [flagOf(name, spec), spec.about] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length));
  const lines = rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
  return `artisan ${signature(command)}\n  ${command.summary}\n\n${lines}`;
}

const signature = ({ name, args }: Command): string => (args === undefined ? name : `${name} ${args}`);

function flagOf(name: string, { type, value = 'TEXT', isRequired }: OptionSpec): string {
  return `--${name}${type === 'string' ? ` ${value}` : ''}${isRequired === true ? ' (needed)' : ''}`;
}
