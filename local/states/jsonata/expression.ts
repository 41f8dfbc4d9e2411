import jsonata from 'jsonata';
import type { Json } from '../json.ts';
import { QueryEvaluationError } from './query-evaluation-error.ts';
import { toJson, UnsupportedResultError } from './result.ts';

/** What `$name` stands for: JSON values and functions. */
export type Bindings = Readonly<Record<string, unknown>>;

export interface Expression {
  /** Between `{%` and `%}`, trimmed. */
  readonly source: string;
  readonly compiled: jsonata.Expression;
}

/**
 * Limits after which an expression is given up. jsonata unrolls tail calls on the microtask queue, so an endless one
 * would stop the whole process; other recursion would take all memory.
 */
const NODE_LIMIT = 1_000_000;
const DEPTH_LIMIT = 10_000;

/** jsonata calls what is bound to these symbols before and after each node. */
const BEFORE_NODE = Symbol.for('jsonata.__evaluate_entry');
const AFTER_NODE = Symbol.for('jsonata.__evaluate_exit');

/** No expression can write a variable with a space in its name. */
const BUDGET = 'node budget';

interface Budget {
  nodes: number;
  depth: number;
}

/** Throws Error with jsonata's message when the text is no JSONata. */
export function compileExpression(text: string): Expression {
  const source = text.slice(2, -2).trim();
  try {
    const compiled = jsonata(source);
    const hooks: { assign(name: string | symbol, value: unknown): void } = compiled;
    hooks.assign(BEFORE_NODE, enter);
    hooks.assign(AFTER_NODE, leave);
    return { source, compiled };
  } catch (error) {
    throw new Error(describe(error), { cause: error });
  }
}

function enter(_node: unknown, _input: unknown, environment: jsonata.Environment): void {
  const budget = environment.lookup(BUDGET) as Budget;
  budget.nodes -= 1;
  budget.depth -= 1;
  if (budget.nodes < 0) throw new Error(`It was not done after ${NODE_LIMIT} steps`);
  if (budget.depth < 0) throw new Error(`It recursed deeper than ${DEPTH_LIMIT} steps`);
}

function leave(_node: unknown, _input: unknown, environment: jsonata.Environment): void {
  const budget = environment.lookup(BUDGET) as Budget;
  budget.depth += 1;
}

/** Throws QueryEvaluationError. The result has been through JSON. */
export async function evaluateExpression(
  { source, compiled }: Expression,
  bindings: Bindings,
  location: string,
): Promise<Json> {
  const subject = `The JSONata expression '${source}' specified for the field '${location}'`;
  const result = await evaluate(compiled, bindings).catch((error: unknown) => {
    throw new QueryEvaluationError(
      `${subject} threw an error during evaluation. ${describe(error)}`,
      location,
    );
  });
  if (result === undefined) {
    throw new QueryEvaluationError(`${subject} returned nothing (undefined).`, location);
  }
  try {
    return toJson(result);
  } catch (error) {
    if (!(error instanceof UnsupportedResultError)) throw error;
    throw new QueryEvaluationError(`${subject} returned an unsupported result type.`, location);
  }
}

async function evaluate(compiled: jsonata.Expression, bindings: Bindings): Promise<unknown> {
  const budget: Budget = { nodes: NODE_LIMIT, depth: DEPTH_LIMIT };
  const result: unknown = await compiled.evaluate(undefined, { ...bindings, [BUDGET]: budget });
  return result;
}

/** jsonata throws plain objects with a code, e.g. `T1006: Attempted to invoke a non-function`. */
function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return typeof code === 'string' ? `${code}: ${String(message)}` : String(message);
}
