import type { Finding } from '../../problem.ts';
import type { RunbookSection } from './sections.ts';

/** What the reconciler of runaways hands over for each marked run. */
const MARKED_RUN = 'run_id';

/** A trigger gives the same inputs as a person who starts the runbook. */
export function triggerFindings({ resource, inputs, triggers }: RunbookSection): Finding[] {
  const needed = Object.keys(inputs);
  const placeholder = /\{(.+)\}/.exec(resource)?.[1];
  const strangers =
    placeholder === undefined || needed.includes(placeholder)
      ? []
      : [{ path: ['resource'], found: `"{${placeholder}}"`, allowed: inWords(needed) }];
  const unfit = Object.entries(triggers).flatMap(([alarm, { for_each, input = {} }]) => {
    const given = [...(for_each === undefined ? [] : [MARKED_RUN]), ...Object.keys(input)];
    if (given.length === needed.length && needed.every((name) => given.includes(name))) return [];
    return [{ path: ['triggers', alarm], found: inWords(given), allowed: inWords(needed) }];
  });
  return [...strangers, ...unfit];
}

function inWords(names: readonly string[]): string {
  return names.length === 0 ? 'no inputs' : `the inputs ${names.join(', ')}`;
}
