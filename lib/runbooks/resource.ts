import type { Runbook } from '../contracts/runbook.ts';
import { RunbookInputError } from './errors.ts';

/** It becomes a key of the table and a part of ids: what names of runs, models and targets are made of. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;

/**
 * What the runbook locks: `run#{run_id}` with its inputs filled in.
 * @throws RunbookInputError for an input that is missing, or no name
 */
export function resourceOf(
  { id, resource }: Pick<Runbook, 'id' | 'resource'>,
  input: Readonly<Record<string, unknown>>,
): string {
  return resource.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = input[name];
    if (typeof value === 'string' && NAME.test(value)) return value;
    throw new RunbookInputError(
      `${id} asks for ${name}, which names what it acts on: 1..128 of letters, digits and ._-`,
    );
  });
}
