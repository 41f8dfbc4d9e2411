import type { Clock } from '../../lib/shared/clock.ts';
import type { HttpAnswer } from '../api-client.ts';
import type { JsonLines } from '../log/json-lines.ts';
import type { Transport } from './transport.ts';

/** Keeps what a trainer sends with what it is answered, and when by `clock`; of files that it transfers, only where they go. */
export function logged(transport: Transport, log: JsonLines, clock: Clock): Transport {
  const kept = async (request: Readonly<Record<string, unknown>>, call: () => Promise<HttpAnswer>) => {
    const sentAt = clock.now();
    const answer = await call();
    const times = { sent_at: sentAt, answered_at: clock.now() };
    log.write({ type: 'request', ...times, ...request, status: answer.status, answer: answer.body });
    return answer;
  };
  return {
    get: (path) => kept({ method: 'GET', path }, () => transport.get(path)),
    post: (path, body) => kept({ method: 'POST', path, body }, () => transport.post(path, body)),
    transfer: async (transfer) => {
      const { status, bytes } = await transport.transfer(transfer);
      const { method, body } = transfer;
      log.write({ type: 'transfer', at: clock.now(), method, bytes: (body ?? bytes).length, status });
      return { status, bytes };
    },
  };
}
