import { quote } from '../../check/found.ts';
import type { Finding } from '../../problem.ts';
import { FIXED_STATES } from '../../../contracts/runbook-states.ts';
import type { RunbookSection } from './sections.ts';
import { placedIn } from './steps.ts';

const TAKEN = Object.values(FIXED_STATES).map((name) => name.toLowerCase());

/** Ids name variables and effects, names name states: each of them once in a runbook. */
export function nameFindings(runbook: RunbookSection): Finding[] {
  const placed = placedIn(runbook);
  return placed.flatMap(({ id, path, doing }, index) => {
    const earlier = placed.slice(0, index);
    const sameId = earlier.find((other) => other.id === id);
    const sameName = earlier.find((other) => other.doing.name.toLowerCase() === doing.name.toLowerCase());
    return [
      ...(sameId ? [again(path, id, sameId.path)] : []),
      ...(TAKEN.includes(doing.name.toLowerCase()) ? [taken([...path, 'name'], doing.name)] : []),
      ...(sameName ? [again([...path, 'name'], doing.name, sameName.path)] : []),
    ];
  });
}

function again(path: readonly string[], name: string, first: readonly string[]): Finding {
  return { path, found: quote(name), allowed: `another name than that of ${first.join('.')}` };
}

function taken(path: readonly string[], name: string): Finding {
  const names = Object.values(FIXED_STATES).join(', ');
  return { path, found: quote(name), allowed: `another name than those of every runbook: ${names}` };
}
