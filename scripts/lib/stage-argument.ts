import { parseArgs } from 'node:util';
import { UsageError } from './run-script.ts';

/** `--stage NAME` of a command that takes nothing else. */
export function stageArgument(command: string, { fallback }: { readonly fallback?: string } = {}): string {
  try {
    const { values } = parseArgs({ options: { stage: { type: 'string' } } });
    const stage = values.stage ?? fallback;
    if (stage !== undefined) return stage;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  throw new UsageError(`Say which stage: npm run ${command} -- --stage prod`);
}
