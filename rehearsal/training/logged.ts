import { systemClock } from '../../lib/shared/clock.ts';
import type { HttpAnswer } from '../api-client.ts';
import type { JsonLines } from '../log/json-lines.ts';
import type { Transport } from './transport.ts';

/** Keeps what a trainer sends with what it is answered; of files that it transfers, only where they go. */
export function logged(transport: Transport, log: JsonLines): Transport {
  const kept = async (request: Readonly<Record<string, unknown>>, call: () => Promise<HttpAnswer>) => {
    const sentAt = systemClock.now();
    const answer = await call();
    const times = { sent_at: sentAt, answered_at: systemClock.now() };
    log.write({ type: 'request', ...times, ...request, status: answer.status, answer: answer.body });
    return answer;
  };
  return {
    get: (path) => kept({ method: 'GET', path }, () => transport.get(path)),
    post: (path, body) => kept({ method: 'POST', path, body }, () => transport.post(path, body)),
    transfer: async (transfer) => {
      const { status, bytes } = await transport.transfer(transfer);
      const { method, body } = transfer;
      log.write({ type: 'transfer', at: systemClock.now(), method, bytes: (body ?? bytes).length, status });
      return { status, bytes };
    },
  };
}
