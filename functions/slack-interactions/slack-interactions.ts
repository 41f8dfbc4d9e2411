import type { Clock } from '../../lib/shared/clock.ts';
import type { Secrets } from '../../lib/shared/secrets.ts';
import { readClick, type Click, type ClickMemory } from '../../lib/incidents/slack-click.ts';
import { signatureFault } from '../../lib/incidents/slack-signature.ts';
import { DEFAULT_MAX_BODY_BYTES, type RawBody } from '../shared/body.ts';
import type { ApiResponse } from '../shared/http.ts';
import { ProblemError } from '../shared/problem.ts';
import type { BoundRoute, RawRequest } from '../shared/route.ts';

export interface InteractionsDependencies {
  readonly secrets: Secrets;
  /** Name of the signing secret in the parameter store. */
  readonly secretName: string;
  readonly clicks: ClickMemory;
  readonly clock: Clock;
  /** @returns what the person who clicked is told */
  readonly decideBy: (click: Click) => Promise<string>;
  /** Tells just that person. Never throws. */
  readonly tell: (user: string, text: string) => Promise<void>;
}

/**
 * POST /v1/slack/interactions: no authorizer can check what Slack signs, the body as it came, so the function does. Every
 * request counts once. Slack shows nobody what we answer: whoever clicked is told in a message of their own.
 */
export function interactionsRoute(deps: InteractionsDependencies): BoundRoute {
  const serve = async ({ raw, headers }: RawRequest): Promise<ApiResponse> => {
    const body = bytesOf(raw);
    await authenticate(deps, headers, body);
    const click = readClick(body);
    if (click) await deps.tell(click.user, await deps.decideBy(click));
    return { status: 200, body: {} };
  };
  return Object.assign(serve, { authorize: () => undefined });
}

/** @throws ProblemError unauthorized for what is forged, altered, old or was taken before */
async function authenticate(
  { secrets, secretName, clicks, clock }: InteractionsDependencies,
  headers: RawRequest['headers'],
  body: Buffer,
): Promise<void> {
  const signature = headers['x-slack-signature'];
  if (signature === undefined) throw refused('it is not signed');
  const secret = await secrets(secretName);
  if (!secret) throw refused(`the parameter ${secretName} is missing, so nothing can be checked`);
  const signed = { timestamp: headers['x-slack-request-timestamp'], signature, body };
  const fault = signatureFault(signed, { secret: secret.value.trim(), now: clock.now() });
  if (fault !== undefined) throw refused(fault);
  if (!(await clicks.take(signature))) throw refused('it was taken before');
}

function refused(reason: string): ProblemError {
  return new ProblemError('unauthorized', `The request is refused: ${reason}`);
}

/** A form is no text to the gateway, so it mostly comes as base64. */
function bytesOf({ body = '', isBase64Encoded }: RawBody): Buffer {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length <= DEFAULT_MAX_BODY_BYTES) return bytes;
  throw new ProblemError('payload_too_large', `This route takes at most ${DEFAULT_MAX_BODY_BYTES} bytes`);
}
