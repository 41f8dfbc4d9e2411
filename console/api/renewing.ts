import type { Answer, Call, Send } from './call.ts';

/** Where the token of whoever is here comes from. */
export interface Renewal {
  readonly tokenOf: () => string | undefined;
  /** Whether there is another one in place of one that ended. */
  readonly renew: () => Promise<boolean>;
  readonly onSignedOut: () => void;
}

const hasEnded = (answer: Answer): boolean => answer.kind === 'problem' && answer.problem.status === 401;

/**
 * Asks again with a new token when the old one had ended: a 401 is the gateway's, so nothing was done. Without one
 * somebody has to sign in, unless he just did: an answer to the old token may come after that.
 */
export function renewing(send: Send, { tokenOf, renew, onSignedOut }: Renewal): Send {
  return async (call: Call) => {
    const used = tokenOf();
    const first = await send(call);
    if (!hasEnded(first)) return first;
    const isReplaced = tokenOf() !== used || (await renew());
    const answer = isReplaced ? await send(call) : first;
    if (hasEnded(answer)) onSignedOut();
    return answer;
  };
}
