import { describeFound } from '../../check/found.ts';
import { findingsIn } from '../../check/findings.ts';
import { holdsExpression, isExpression } from '../../check/expression.ts';
import { isPlainMap, ownValue } from '../../check/plain-map.ts';
import type { Finding } from '../../problem.ts';
import { expressionFindings, type Scope } from './expression-rules.ts';
import type { RunbookSection } from './sections.ts';
import { contractOf, placedIn, stepsOf, type Placed } from './steps.ts';

/** Inputs are those of the action. What an expression will give is known at run time only; what it reads is known now. */
export function inputFindings(runbook: RunbookSection): Finding[] {
  const steps = stepsOf(runbook);
  const outputs = new Map(steps.map(({ id, step }) => [id, Object.keys(contractOf(step).output.entries)]));
  return placedIn(runbook).flatMap((placed) => {
    const scope: Scope = { inputs: Object.keys(runbook.inputs), outputs, done: placed.after };
    return [...unfit(placed), ...badExpressions(placed, scope)];
  });
}

function unfit({ path, doing }: Placed): Finding[] {
  const at = [...path, 'inputs'];
  return findingsIn(contractOf(doing).inputs, doing.inputs, at).filter((finding) => {
    const name = finding.path[at.length];
    return name === undefined || !holdsExpression(ownValue(doing.inputs, name));
  });
}

function badExpressions({ path, doing }: Placed, scope: Scope): Finding[] {
  const { when } = doing;
  const all = [
    ...expressionsIn(doing.inputs, [...path, 'inputs']),
    ...expressionsIn(when, [...path, 'when']),
  ];
  return all.flatMap(({ path: at, text }) =>
    expressionFindings(text, scope).map((finding) => ({ path: at, found: describeFound(text), ...finding })),
  );
}

interface PlacedText {
  readonly path: readonly string[];
  readonly text: string;
}

function expressionsIn(value: unknown, path: readonly string[]): PlacedText[] {
  if (isExpression(value)) return [{ path, text: value }];
  const members = Array.isArray(value)
    ? Object.entries(value)
    : isPlainMap(value)
      ? Object.entries(value)
      : [];
  return members.flatMap(([key, member]: [string, unknown]) => expressionsIn(member, [...path, key]));
}
