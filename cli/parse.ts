import { parseArgs, type ParseArgsConfig } from 'node:util';
import { COMMON, type Command, type OptionSpec } from './command.ts';
import type { Input } from './input.ts';
import { UsageError } from './exit.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What is typed that is neither an option nor its value, whatever the command: options may stand before it. */
export function typedWords(commands: readonly Command[], args: readonly string[]): readonly string[] {
  const specs = Object.fromEntries(
    [{ options: COMMON }, ...commands].flatMap(({ options = {} }) => Object.entries(options)),
  );
  return parseArgs({ args: [...args], options: optionsOf(specs), allowPositionals: true, strict: false })
    .positionals;
}

/** The command whose words are typed, the longest name first. */
export function findCommand(commands: readonly Command[], args: readonly string[]): Command | undefined {
  const words = typedWords(commands, args);
  return commands
    .filter(({ name }) => name.split(' ').every((word, index) => words[index] === word))
    .sort((one, other) => other.name.length - one.name.length)[0];
}

/** @throws UsageError with what is allowed */
export function parseInput(command: Command, args: readonly string[]): Input {
  const specs = { ...COMMON, ...command.options };
  const { values, positionals } = parsed(specs, args);
  const given = positionals.slice(command.name.split(' ').length);
  checkArguments(command, given);
  const text = (option: string) => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  const isHelp = values['help'] === true;
  for (const [option, { isRequired }] of Object.entries(specs)) {
    if (isRequired === true && text(option) === undefined && !isHelp)
      throw new UsageError(`artisan ${command.name} needs --${option}`);
  }
  return { args: given, text, flag: (option) => values[option] === true };
}

type Specs = Readonly<Record<string, Pick<OptionSpec, 'type' | 'short'>>>;

function optionsOf(specs: Specs): Options {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { type, short }]) => [
      name,
      { type, ...(short !== undefined && { short }) },
    ]),
  );
}

function parsed(specs: Specs, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: optionsOf(specs), allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function checkArguments({ name, args = '' }: Command, given: readonly string[]): void {
  const names = args.split(' ').filter((word) => word !== '');
  const required = names.filter((word) => word.startsWith('<'));
  const missing = required[given.length];
  if (missing !== undefined) throw new UsageError(`artisan ${name} needs ${missing}`);
  const isOpen = names.at(-1)?.includes('...') ?? false;
  const [surplus] = isOpen ? [] : given.slice(names.length);
  if (surplus !== undefined) throw new UsageError(`artisan ${name} takes no "${surplus}"`);
}
