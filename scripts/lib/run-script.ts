/** What was asked of a command is not something it does. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Errors a person can mend by reading one sentence: their message is all that is printed. */
const PLAIN_ERRORS = new Set(['UsageError', 'InvalidConfigError', 'PortTakenError']);

/** Runs a command; a failure ends it with 2 for usage and configuration, 1 for anything else. */
export async function runScript(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const isPlain = error instanceof Error && PLAIN_ERRORS.has(error.name);
    const text =
      error instanceof Error ? (isPlain ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`artisan: ${text}\n`);
    process.exitCode = isPlain ? 2 : 1;
  }
}
