import type { Answer } from '../api/call.ts';
import { problemOf, type Problem } from '../api/problem.ts';
import type { Action } from './action.ts';

/** An action on something as it stands now, with the ETag of just that. */
export interface Guarded {
  readonly action: Action;
  readonly isRead: boolean;
  readonly etag?: string;
  /** The page behind showed something else when the action was asked for. */
  readonly isNewer?: boolean;
  readonly problem?: Problem;
}

const told = ({ title, says, fields }: Action): string => JSON.stringify([title, says, fields]);

/** @param shownEtag of what the page shows of the guarded resource, where it shows it */
export function asItIs(action: Action, answer: Answer, shownEtag: string | undefined): Guarded {
  if (answer.kind === 'problem') return { action, isRead: false, problem: answer.problem };
  if (answer.kind === 'same' || answer.etag === undefined) return { action, isRead: false };
  const { etag, body } = answer;
  try {
    const current = action.anew?.(body) ?? action;
    const isNewer = told(current) !== told(action) || (shownEtag !== undefined && shownEtag !== etag);
    return { action: current, isRead: true, etag, isNewer };
  } catch (error) {
    const problem = problemOf(200, { title: 'The answer can not be read', detail: String(error) });
    return { action, isRead: false, problem };
  }
}
