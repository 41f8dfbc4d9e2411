import type { RequestContext } from './condition.ts';
import type { Statement } from './policy-document.ts';

export type Decision = 'allowed' | 'denied explicitly' | 'denied by default';

export interface PolicyRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** An explicit deny wins over any allow; without an allow the answer is no. Source: "Policy evaluation logic". */
export function evaluate(statements: readonly Statement[], request: PolicyRequest): Decision {
  const applying = statements.filter((statement) => applies(statement, request));
  if (applying.some(({ effect }) => effect === 'Deny')) return 'denied explicitly';
  return applying.length > 0 ? 'allowed' : 'denied by default';
}

const applies = (statement: Statement, { action, resource, context }: PolicyRequest): boolean =>
  statement.matchesAction(action) && statement.matchesResource(resource) && statement.holds(context);
