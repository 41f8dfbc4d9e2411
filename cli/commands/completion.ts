import { COMMON, type Command } from '../command.ts';
import { UsageError } from '../exit.ts';
import { print } from '../print.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** @param all every command; asked for late, as this is one of them */
export function completion(all: () => readonly Command[]): readonly Command[] {
  return [
    {
      name: 'completion',
      args: '<shell>',
      summary: 'for bash, zsh or fish: source <(artisan completion bash)',
      run: (world, { args: [shell] }) => {
        const known = SHELLS.find((one) => one === shell);
        if (known === undefined)
          throw new UsageError(`"${shell}" is no shell: allowed are ${SHELLS.join(', ')}`);
        const script = known === 'fish' ? fish(all()) : bash(all(), known);
        print(world, { shell, script }, () => script);
        return Promise.resolve(undefined);
      },
    },
  ];
}

const flagsOf = (command: Command) =>
  Object.keys({ ...command.options, ...COMMON }).map((option) => `--${option}`);

/** What may follow the words that are there: the next word of a command, or its options. */
function bash(commands: readonly Command[], shell: 'bash' | 'zsh'): string {
  const cases = new Map<string, Set<string>>();
  const add = (words: string, next: readonly string[]) =>
    cases.set(words, new Set([...(cases.get(words) ?? []), ...next]));
  for (const command of commands) {
    const words = command.name.split(' ');
    words.forEach((word, index) => add(words.slice(0, index).join(' '), [word]));
    add(command.name, flagsOf(command));
  }
  const lines = [...cases].map(([words, next]) => `    "${words}") next="${[...next].join(' ')}" ;;`);
  return `${shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}_artisan() {
  local words="" word next=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] && break
    words="\${words:+$words }$word"
  done
  while :; do
  case "$words" in
${lines.join('\n')}
  esac
  [[ -n $next || $words != *" "* ]] && break
  words="\${words% *}"
  done
  COMPREPLY=($(compgen -W "$next" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _artisan artisan
`;
}

function fish(commands: readonly Command[]): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
  const lines = commands.flatMap(({ name, summary }) => {
    const words = name.split(' ');
    const before = words.slice(0, -1);
    const condition =
      before.length === 0 ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${before.join(' ')}`;
    return [
      `complete -c artisan -f -n ${quoted(condition)} -a ${quoted(words.at(-1) ?? '')} -d ${quoted(summary)}`,
    ];
  });
  const groups = [
    ...new Set(commands.filter(({ name }) => name.includes(' ')).map(({ name }) => name.split(' ')[0] ?? '')),
  ];
  const heads = groups.map(
    (group) => `complete -c artisan -f -n '__fish_use_subcommand' -a ${quoted(group)}`,
  );
  return `${[...heads, ...lines].join('\n')}\n`;
}
