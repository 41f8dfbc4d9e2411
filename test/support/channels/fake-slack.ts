import { PagerDutyAlerts } from './pagerduty-alerts.ts';
import { serveScripted, type Answer, type Asked, type ScriptedServer } from '../targets/scripted-server.ts';

export interface SlackCall {
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface FakeSlack extends ScriptedServer {
  /** What it took, in order. */
  readonly calls: SlackCall[];
  readonly of: (method: string) => readonly SlackCall['body'][];
  readonly pagerDuty: PagerDutyAlerts;
  /** Deletes a message, as anybody in the channel can: it can't be changed any more. */
  remove(ts: string): void;
  /** While it is down it answers 503 and takes nothing. */
  isDown: boolean;
}

const TOKEN = 'Bearer xoxb-test';
const WRONG_KEY =
  '{"status": "invalid event", "message": "Event object is invalid", "errors": ["Length of \'routing_key\' is incorrect (should be 32 characters)"]}';

/** Slack's Web API and PagerDuty's events, as far as they are called: it refuses what those would refuse. */
export async function serveAsSlack(): Promise<FakeSlack> {
  const server = await serveScripted();
  const calls: SlackCall[] = [];
  const pagerDuty = new PagerDutyAlerts();
  const removed = new Set<unknown>();
  let posted = 0;
  const take = ({ path, headers, body }: Asked): Answer => {
    if (fake.isDown) return { status: 503 };
    const method = path.split('/').at(-1) ?? '';
    const parsed = JSON.parse(body) as Record<string, unknown>;
    if (method === 'enqueue') {
      if (parsed['routing_key'] !== 'routing-key') return { status: 400, body: WRONG_KEY };
      calls.push({ method, body: parsed });
      pagerDuty.take(parsed as unknown as Parameters<PagerDutyAlerts['take']>[0]);
      return { status: 202, body: '{"status": "success"}' };
    }
    if (headers['authorization'] !== TOKEN)
      return { status: 200, body: '{"ok": false, "error": "invalid_auth"}' };
    if (method === 'chat.update' && removed.has(parsed['ts']))
      return { status: 200, body: '{"ok": false, "error": "message_not_found"}' };
    calls.push({ method, body: parsed });
    posted += method === 'chat.postMessage' ? 1 : 0;
    return { status: 200, body: JSON.stringify({ ok: true, ts: `1700000000.00000${posted}` }) };
  };
  const fake: FakeSlack = Object.assign(server, {
    calls,
    pagerDuty,
    remove: (ts: string) => removed.add(ts),
    of: (method: string) => calls.filter((call) => call.method === method).map(({ body }) => body),
    isDown: false,
  });
  server.otherwise(take);
  return fake;
}
