import type { Selector } from '../../lib/checkpoints/select.ts';
import { ProblemError } from '../shared/problem.ts';

const STEP = /^(0|[1-9]\d{0,11})$/;

/** @throws ProblemError 404: there is no step of another form */
export function stepOf({ step = '' }: Readonly<Record<string, string>>): number {
  if (STEP.test(step)) return Number(step);
  throw nothing(step);
}

export interface StableQuery {
  readonly kl_threshold?: number | undefined;
  readonly reward_min?: number | undefined;
  readonly reward_max?: number | undefined;
  readonly before_step?: number | undefined;
}

/** @throws ProblemError 404 for a selector that is none, 400 for bounds with one that has none */
export function selectorOf({ sel = '' }: Readonly<Record<string, string>>, query: StableQuery): Selector {
  const { before_step: beforeStep, ...bounds } = query;
  if (sel === 'stable') return { kind: 'stable', beforeStep, ...defined(bounds) };
  const given = Object.entries(query).find(([, value]) => value !== undefined);
  if (given) throw new ProblemError('invalid_request', `${given[0]}: only the selector stable takes it`);
  if (sel === 'latest' || sel === 'best') return { kind: sel };
  if (STEP.test(sel)) return { kind: 'step', step: Number(sel) };
  throw nothing(sel);
}

function defined(bounds: Omit<StableQuery, 'before_step'>): Partial<Record<keyof typeof bounds, number>> {
  return Object.fromEntries(
    Object.entries(bounds).flatMap(([name, value]: [string, number | undefined]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

function nothing(text: string): ProblemError {
  return new ProblemError(
    'checkpoint_not_found',
    `There is no checkpoint ${JSON.stringify(text.slice(0, 100))}: allowed is a step, latest, best or stable`,
  );
}
