import { ApiProblemError, ApiUnreachableError } from '../clients/typescript/index.ts';
import { COMMANDS } from './commands.ts';
import type { Command } from './command.ts';
import { wordsOf } from './error-words.ts';
import { CredentialError, EXIT, UsageError } from './exit.ts';
import { groupHelp, helpOf } from './help.ts';
import { findCommand, parseInput, typedWords } from './parse.ts';
import { createWorld, type Surroundings } from './world.ts';

/** @returns the exit code */
export async function run(args: readonly string[], around: Surroundings = process): Promise<number> {
  const interrupted = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    interrupted.abort(signal);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  around.stdout.on('error', endOutput);
  try {
    return await runCommand(args, around, interrupted.signal);
  } catch (error) {
    if (interrupted.signal.aborted) return interrupted.signal.reason === 'SIGTERM' ? 143 : 130;
    around.stderr.write(`artisan: ${wordsOf(error)}\n`);
    return exitCodeOf(error);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/** Whoever reads may stop reading: `artisan runs | head`. A full disk is something else. */
function endOutput({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') process.exit(EXIT.ok);
  process.stderr.write(`artisan: stdout: ${message}\n`);
  process.exit(EXIT.failed);
}

async function runCommand(
  args: readonly string[],
  around: Surroundings,
  signal: AbortSignal,
): Promise<number> {
  const command = findCommand(COMMANDS, args);
  if (!command && isHelpAsked(args) && groupOf(args).length > 0) {
    around.stdout.write(groupHelp(groupOf(args)));
    return EXIT.ok;
  }
  if (!command) throw new UsageError(unknownCommand(args));
  const input = parseInput(command, args);
  if (input.flag('help')) {
    around.stdout.write(helpOf(command));
    return EXIT.ok;
  }
  const world = createWorld(input, around, signal);
  try {
    return (await command.run(world, input)) ?? EXIT.ok;
  } catch (error) {
    if (!(error instanceof ApiProblemError) || error.status !== 401) throw error;
    throw new CredentialError(await world.whyRefused(), { cause: error });
  }
}

const isHelpAsked = (args: readonly string[]): boolean =>
  args.some((word) => ['-h', '--help'].includes(word)) || typedWords(COMMANDS, args)[0] === 'help';

/** Commands of the same first word: `runs` of `artisan runs --help` and of `artisan help runs`. All of them without one. */
function groupOf(args: readonly string[]): readonly Command[] {
  const [first] = typedWords(COMMANDS, args).filter((word) => word !== 'help');
  return first === undefined ? COMMANDS : COMMANDS.filter(({ name }) => name.split(' ')[0] === first);
}

function unknownCommand(args: readonly string[]): string {
  const words = typedWords(COMMANDS, args);
  const near = groupOf(args).map(({ name }) => name);
  const hint = near.length > 0 ? `there are: ${near.join(', ')}` : 'artisan --help lists all';
  return `There is no command "${words.join(' ')}": ${hint}`;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ApiProblemError) return [401, 403].includes(error.status) ? EXIT.auth : EXIT.failed;
  if (error instanceof ApiUnreachableError) return EXIT.failed;
  if (!(error instanceof Error)) return EXIT.failed;
  if (error.name === 'UsageError') return EXIT.usage;
  return error.name === 'CredentialError' ? EXIT.auth : EXIT.failed;
}
