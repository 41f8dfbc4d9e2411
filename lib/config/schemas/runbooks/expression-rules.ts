import { CHANCE, FUNCTIONS } from '../../check/expression-functions.ts';
import { referencesIn, type Reference } from '../../check/expression.ts';
import { quote } from '../../check/found.ts';

/** What an expression may read. */
export interface Scope {
  /** Names of the runbook's inputs. */
  readonly inputs: readonly string[];
  /** What every step gives, later ones included, by its id. */
  readonly outputs: ReadonlyMap<string, readonly string[]>;
  /** Ids of the steps that are done by then. */
  readonly done: readonly string[];
}

/** What `$execution` has in every mode: an incident, for one, a dry run has not. */
const OF_EXECUTION: readonly string[] = ['execution_id', 'runbook', 'mode', 'resource', 'trigger', 'input'];

interface Misread {
  readonly found?: string;
  readonly allowed: string;
}

/** What is wrong with an expression; `found` where one part of it is to blame. */
export function expressionFindings(text: string, scope: Scope): readonly Misread[] {
  const read = referencesIn(text);
  if ('fault' in read) return [{ found: `${quote(text)} (${read.fault})`, allowed: 'a JSONata expression' }];
  return read.references.flatMap((reference) => misread(reference, scope));
}

function misread({ name, fields }: Reference, scope: Scope): Misread[] {
  if (FUNCTIONS.includes(name)) return [];
  if (CHANCE.includes(name))
    return [{ found: `$${name}`, allowed: 'what gives the same whenever it is asked' }];
  if (name === 'execution') return misreadExecution(fields, scope);
  const outputs = scope.outputs.get(name);
  if (outputs === undefined || !scope.done.includes(name)) return [unreadable(name, scope)];
  return absent(`$${name}`, fields[0], outputs);
}

function misreadExecution([first, second]: readonly string[], { inputs }: Scope): Misread[] {
  return [
    ...absent('$execution', first, OF_EXECUTION),
    ...(first === 'input' ? absent('$execution.input', second, inputs) : []),
  ];
}

/** Without a name it is the whole that is read. */
function absent(whole: string, name: string | undefined, names: readonly string[]): Misread[] {
  if (name === undefined || names.includes(name)) return [];
  const allowed = names.length === 0 ? 'nothing of it' : names.map((known) => `${whole}.${known}`).join(', ');
  return [{ found: `${whole}.${name}`, allowed }];
}

/** Steps that wait for each other's output, or a step for its own, all come down to one that is not done yet. */
function unreadable(name: string, { outputs, done }: Scope): Misread {
  const isStep = outputs.has(name);
  const why = isStep ? ' (a step that is not done by then, may have failed or been skipped)' : '';
  const allowed = ['$execution', ...done.map((id) => `$${id}`)].join(', ');
  return { found: `$${name}${why}`, allowed };
}
