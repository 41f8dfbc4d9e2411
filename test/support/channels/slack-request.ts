import { signatureOf } from '../../../lib/incidents/slack-signature.ts';

export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

export interface ClickChange {
  readonly user?: string;
  readonly decision?: string;
  readonly approvalId: string;
  readonly planHash?: string;
}

/** The form that Slack sends when somebody presses a button. */
export function aClickForm({ user = 'U0123456789', decision = 'approve', ...value }: ClickChange): string {
  const payload = {
    type: 'block_actions',
    user: { id: user, username: 'somebody', team_id: 'T1' },
    container: { type: 'message', message_ts: '1700000000.000001' },
    response_url: 'https://hooks.slack.com/actions/T1/1/x',
    actions: [
      {
        type: 'button',
        action_id: decision,
        block_id: 'b',
        action_ts: '1700000000.1',
        value: JSON.stringify({ approval_id: value.approvalId, plan_hash: value.planHash ?? 'sha256:plan' }),
      },
    ],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** Headers of a request that Slack signs now. */
export function signedHeaders(body: string, now: number, secret = SIGNING_SECRET): Record<string, string> {
  const timestamp = String(Math.floor(now / 1_000));
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signatureOf(timestamp, Buffer.from(body), secret),
  };
}
