import {
  TargetBusyError,
  TargetDeniedError,
  TargetRefusedError,
  TargetUnavailableError,
} from '../../targets/errors.ts';
import { OutboundError } from '../errors.ts';
import type { OutboundAnswer } from '../guarded-http.ts';
import { InternalAddressError, UnsupportedUrlError } from '../refusals.ts';
import { askedToWait } from './retry-after.ts';

/** RFC 9110 and 6585: may be answered otherwise the next time. */
const MAY_PASS = new Set([408, 425, 429]);
const LONGEST_DETAIL = 200;

/** The answer, if it is 2xx. Throws a TargetError for everything else, and for none. */
export async function accepted(target: string, call: () => Promise<OutboundAnswer>): Promise<OutboundAnswer> {
  const answer = await answerOf(target, call);
  const { status } = answer;
  if (status >= 200 && status < 300) return answer;
  const said = `answered ${status}${detailOf(answer)}`;
  if (status >= 300 && status < 400)
    throw new TargetRefusedError(target, `${said}, and redirects are not followed`);
  if (status === 401 || status === 403) throw new TargetDeniedError(target, said);
  const wait = askedToWait(answer.headers);
  if (status === 409) throw new TargetBusyError(target, said, wait);
  if (status >= 500 || MAY_PASS.has(status)) throw new TargetUnavailableError(target, said, wait);
  throw new TargetRefusedError(target, said);
}

async function answerOf(target: string, call: () => Promise<OutboundAnswer>): Promise<OutboundAnswer> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof InternalAddressError || error instanceof UnsupportedUrlError)
      throw new TargetRefusedError(target, error.message, error);
    if (error instanceof OutboundError) throw new TargetUnavailableError(target, error.message, error);
    throw error;
  }
}

/** What a server says about its refusal ends up in plans and incidents: printable and short. */
function detailOf({ body }: OutboundAnswer): string {
  const text = body
    .toString('utf8')
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim();
  return text === '' ? '' : `: ${Array.from(text).slice(0, LONGEST_DETAIL).join('')}`;
}
