import { ApiProblemError, ApiUnreachableError } from '../clients/typescript/index.ts';
import { oneLine } from './one-line.ts';

/** Of every problem: told by the message, or of no use to people. */
const COMMON: readonly string[] = [
  ...['type', 'title', 'status', 'detail', 'instance', 'code', 'errors', 'request_id', 'message'],
];

/** What a person is told of an error: what happened, and all that the API says beside it. */
export function wordsOf(error: unknown): string {
  if (error instanceof ApiProblemError) return problemWords(error);
  if (error instanceof ApiUnreachableError) return oneLine([error.message, ...reasonsOf(error)].join(': '));
  const message = oneLine(error instanceof Error ? error.message : String(error));
  if (!(error instanceof TypeError)) return message;
  return `The answer is none that this CLI knows (${message}): artisan doctor tells the stage's version`;
}

function problemWords({ message, errors, requestId, body }: ApiProblemError): string {
  const lines = [...errors.map(({ pointer, detail }) => `${pointer}: ${detail}`), ...membersOf(body)];
  const id = requestId === undefined ? '' : ` (request ${requestId})`;
  return `${[message, ...lines].map(oneLine).join('\n  ')}${id}`;
}

/** Why nothing came back, in the words of whoever noticed first: `connect ECONNREFUSED 127.0.0.1:4700`. */
function reasonsOf({ cause }: Partial<Error>): readonly string[] {
  if (typeof cause !== 'object' || cause === null) return [];
  const { message, code }: { readonly message?: unknown; readonly code?: unknown } = cause;
  const deeper = reasonsOf(cause);
  // Of several addresses that were tried there is no message.
  return deeper.length > 0 ? deeper : [String(message === '' ? code : message)];
}

/** `missing: model llama, needed 3`: a line for each thing that a member of its own names. */
function membersOf(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body)
    .filter(([name]) => !COMMON.includes(name))
    .flatMap(([name, value]: readonly [string, unknown]) =>
      (Array.isArray(value) ? value : [value]).map((one) => `${name}: ${textOf(one)}`),
    );
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, member]: readonly [string, unknown]) => `${name.replaceAll('_', ' ')} ${textOf(member)}`)
    .join(', ');
}
