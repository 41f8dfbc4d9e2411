import { ApiProblemError, ApiUnreachableError } from '../clients/typescript/index.ts';
import { COMMANDS } from './commands.ts';
import type { Command } from './command.ts';
import { EXIT, UsageError } from './exit.ts';
import { helpOf } from './help.ts';
import { findCommand, parseInput } from './parse.ts';
import { createWorld } from './world.ts';

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const interrupted = new AbortController();
  const stop = () => {
    interrupted.abort(new Error('interrupted'));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Whoever reads may stop reading: `artisan runs | head`.
  process.stdout.on('error', () => process.exit(EXIT.ok));
  try {
    return await runCommand(args, interrupted.signal);
  } catch (error) {
    if (interrupted.signal.aborted) return 130;
    process.stderr.write(`artisan: ${wordsOf(error)}\n`);
    return exitCodeOf(error);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function runCommand(args: readonly string[], signal: AbortSignal): Promise<number> {
  const command = findCommand(COMMANDS, args);
  if (!command) throw new UsageError(unknownCommand(args));
  const input = parseInput(command, args);
  if (input.flag('help')) {
    process.stdout.write(helpOf(command));
    return EXIT.ok;
  }
  return (await command.run(createWorld(input, signal), input)) ?? EXIT.ok;
}

function unknownCommand(args: readonly string[]): string {
  const words = args.filter((word) => !word.startsWith('-'));
  const near = COMMANDS.filter(({ name }) => name.split(' ')[0] === words[0]).map(
    ({ name }: Command) => name,
  );
  const hint = near.length > 0 ? `there are: ${near.join(', ')}` : 'artisan --help lists all';
  return `There is no command "${words.join(' ')}": ${hint}`;
}

function wordsOf(error: unknown): string {
  if (error instanceof ApiProblemError) {
    const fields = error.errors.map(({ pointer, detail }) => `\n  ${pointer}: ${detail}`).join('');
    const id = error.requestId === undefined ? '' : ` (request ${error.requestId})`;
    return `${error.message}${fields}${id}`;
  }
  return error instanceof Error ? error.message : String(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ApiProblemError) return [401, 403].includes(error.status) ? EXIT.auth : EXIT.failed;
  if (error instanceof ApiUnreachableError) return EXIT.failed;
  if (!(error instanceof Error)) return EXIT.failed;
  if (error.name === 'UsageError') return EXIT.usage;
  return error.name === 'CredentialError' ? EXIT.auth : EXIT.failed;
}
