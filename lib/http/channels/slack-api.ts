import * as v from 'valibot';
import { escaped, type SlackMessage } from '../../incidents/slack-text.ts';
import { MessageFailedError, UndeliverableError } from '../../incidents/notifications.ts';
import type { Secrets } from '../../shared/secrets.ts';
import { ChannelFailedError, failureOfStatus } from './channel-failed-error.ts';
import type { GuardedHttp } from '../guarded-http.ts';

const TIMEOUT_MS = 5_000;

/** Slack waits 3 s for the answer to a click, most of which the decision may take: "Handling user interaction". */
const WHISPER_TIMEOUT_MS = 1_000;

const MAX_BODY_BYTES = 256 * 1_024;

const answer = v.object({
  ok: v.boolean(),
  error: v.exactOptional(v.string()),
  ts: v.exactOptional(v.string()),
});

/** What is wrong with the message itself. Whatever else Slack refuses a person can mend. */
const UNDELIVERABLE = /^(invalid_blocks.*|msg_too_long|msg_blocks_too_long|no_text)$/;

/** Slack refuses every message alike: the token, the channel, the rate, or Slack itself. */
const OF_ALL_MESSAGES = new RegExp(
  [
    '^(?:invalid_auth|not_authed|account_inactive|token_(?:revoked|expired)|not_allowed_token_type',
    'missing_scope|no_permission|access_denied|org_login_required|enterprise_is_restricted|team_access_not_granted',
    'channel_not_found|is_archived|not_in_channel|restricted_action.*',
    'ratelimited|rate_limited|accesslimited',
    'service_unavailable|internal_error|fatal_error|request_timeout)$',
  ].join('|'),
);

/** The message is gone, of another app or channel, or too old for the workspace's rule on changing messages. */
const UNCHANGEABLE = /^(message_not_found|cant_update_message|edit_window_closed)$/;

/** Slack's Web API, as far as it is used. Throws UndeliverableError or ChannelFailedError. */
export interface SlackApi {
  /** @returns the timestamp that names the message */
  post(
    message: SlackMessage,
    options?: { readonly thread?: string; readonly loud?: boolean },
  ): Promise<string>;
  /** False when there is no such message to change, or not any more. */
  update(ts: string, message: SlackMessage): Promise<boolean>;
  /** For one person's eyes only, who has clicked and waits. */
  whisper(user: string, text: string): Promise<void>;
}

export interface SlackDependencies {
  readonly http: GuardedHttp;
  readonly secrets: Secrets;
  readonly tokenName: string;
  readonly apiUrl: string;
  readonly channel: string;
}

/** Addresses that somebody wrote into an incident are not opened by Slack to show what is there. */
const UNADORNED = { mrkdwn: false, unfurl_links: false, unfurl_media: false } as const;

interface CallOptions {
  /** Refusals that are an answer. */
  readonly expected?: RegExp;
  readonly timeoutMs?: number;
}

/** Matches nothing. */
const NEVER = /(?!)/;

export function createSlackApi({ http, secrets, tokenName, apiUrl, channel }: SlackDependencies): SlackApi {
  const call = async (
    method: string,
    body: object,
    { expected = NEVER, timeoutMs = TIMEOUT_MS }: CallOptions = {},
  ) => {
    const token = await secrets(tokenName);
    if (!token) throw new ChannelFailedError('slack', `the parameter ${tokenName} is missing`);
    const { status, body: bytes } = await http({
      url: `${apiUrl}/${method}`,
      method: 'POST',
      headers: {
        authorization: `Bearer ${token.value.trim()}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({ channel, ...body }),
      timeoutMs,
      maxBodyBytes: MAX_BODY_BYTES,
    });
    if (status !== 200) throw failureOfStatus('slack', `${method} answered ${status}`, status);
    return parse(method, bytes.toString('utf8'), expected);
  };
  return {
    post: async (message, { thread, loud = false } = {}) => {
      const inThread = thread === undefined ? {} : { thread_ts: thread, reply_broadcast: loud };
      const { ts } = await call('chat.postMessage', { ...message, ...UNADORNED, ...inThread });
      if (ts === undefined) throw new ChannelFailedError('slack', 'chat.postMessage answered no ts');
      return ts;
    },
    update: async (ts, message) => {
      const { ok } = await call('chat.update', { ts, ...message }, { expected: UNCHANGEABLE });
      return ok;
    },
    whisper: async (user, text) => {
      await call('chat.postEphemeral', { user, text: escaped(text) }, { timeoutMs: WHISPER_TIMEOUT_MS });
    },
  };
}

/** @param expected refusals that are an answer */
function parse(method: string, text: string, expected: RegExp): v.InferOutput<typeof answer> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), answer), text);
  if (!parsed.success) throw new ChannelFailedError('slack', `${method} answered something else than Slack`);
  const { ok, error = 'no reason' } = parsed.output;
  if (ok || expected.test(error)) return parsed.output;
  if (UNDELIVERABLE.test(error)) throw new UndeliverableError(`slack: ${method} refused: ${error}`);
  throw OF_ALL_MESSAGES.test(error)
    ? new ChannelFailedError('slack', `${method} refused: ${error}`)
    : new MessageFailedError(`slack: ${method} refused: ${error}`);
}
