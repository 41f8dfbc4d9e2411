import type * as v from 'valibot';

/** At most so many problems are listed: a hostile request must not make a larger answer. */
const MAX_LISTED = 20;
/** Characters of a refused value. */
const MAX_QUOTED = 100;

interface Refusal {
  /** RFC 6901, into what was parsed. */
  readonly pointer: string;
  readonly detail: string;
}

/** What a schema found, in words for the caller. */
export function refusalsOf(issues: readonly v.BaseIssue<unknown>[]): readonly Refusal[] {
  return issues
    .slice(0, MAX_LISTED)
    .map((issue) => ({ pointer: pointerTo(issue.path ?? []), detail: detailOf(issue) }));
}

/** A schema's issue names a type; a validation's is worded where the contract is. */
function detailOf({ kind, type, expected, received, message }: v.BaseIssue<unknown>): string {
  const isAboutKeys = type === 'strict_object';
  if (isAboutKeys && expected === 'never') return 'no such field';
  if (isAboutKeys && received === 'undefined') return 'missing';
  const quoted = received.length > MAX_QUOTED ? `${received.slice(0, MAX_QUOTED)}...` : received;
  return `got ${quoted}, allowed is ${kind === 'validation' ? message : (expected ?? message)}`;
}

function pointerTo(path: readonly { readonly key?: unknown }[]): string {
  return path.map(({ key }) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
