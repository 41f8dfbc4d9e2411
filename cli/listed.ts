import type { OptionSpec } from './command.ts';
import type { Input } from './input.ts';
import { UsageError } from './exit.ts';

export const PAGING: Readonly<Record<string, OptionSpec>> = {
  limit: { type: 'string', value: 'N', about: 'at most so many (default 50)' },
};

/** The first items of a list, over as many pages as it takes. */
export async function listed<T>(items: AsyncIterable<T>, input: Input): Promise<readonly T[]> {
  const most = limitOf(input);
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length === most) break;
  }
  return found;
}

function limitOf(input: Input): number {
  const text = input.text('limit') ?? '50';
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UsageError(`--limit is "${text}": allowed is a whole number from 1 to 9999999`);
}
