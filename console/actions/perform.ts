import type { Answer, Call, Send } from '../api/call.ts';
import type { Problem } from '../api/problem.ts';
import type { Action, Values } from './action.ts';

export interface Attempt {
  readonly values: Values;
  /** Of the resource as it was when the action was asked for. */
  readonly etag?: string;
  /** The same for each try of the same values. */
  readonly key: string;
}

export type Outcome =
  | { readonly kind: 'done'; readonly body: unknown }
  /** What it was decided on is not so any more: look again, then decide. */
  | { readonly kind: 'changed'; readonly problem: Problem }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Conflicts, stale ETags, and what is over: RFC 9110. */
const CHANGED = [409, 410, 412];

/** The request that an action stands for, with what makes it safe to send. */
export function callOf({ call, guard, isCreation }: Action, { values, etag, key }: Attempt): Call {
  const { headers, ...request } = call(values);
  return {
    ...request,
    headers: {
      ...(guard !== undefined && etag !== undefined && { 'if-match': etag }),
      ...(isCreation === true && { 'idempotency-key': key }),
      ...headers,
    },
  };
}

export async function perform(send: Send, action: Action, attempt: Attempt): Promise<Outcome> {
  return outcomeOf(await send(callOf(action, attempt)));
}

function outcomeOf(answer: Answer): Outcome {
  if (answer.kind === 'ok') return { kind: 'done', body: answer.body };
  if (answer.kind === 'same') return { kind: 'done', body: undefined };
  const { problem } = answer;
  return { kind: CHANGED.includes(problem.status) ? 'changed' : 'refused', problem };
}
