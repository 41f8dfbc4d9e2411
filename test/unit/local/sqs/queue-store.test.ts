import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '../../../../local/sqs/message.ts';
import { openQueueStore } from '../../../../local/sqs/queue-store.ts';

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'sqs-'));
});
afterEach(() => {
  rmSync(stateDir, { recursive: true });
});

function aMessage(id: string): Message {
  return {
    id,
    body: id,
    attributes: {},
    senderId: 'me',
    sentAt: 0,
    visibleAt: 0,
    receiveCount: 0,
    receivesHere: 0,
  };
}

describe('the journal of queues', () => {
  it('is cut down while it runs, and still says the same', () => {
    const store = openQueueStore(stateDir);
    store.commit({ change: 'queue-set', queue: 'q', attributes: { DelaySeconds: '1' }, at: 5 });
    store.commit({ change: 'message-kept', queue: 'q', message: aMessage('kept') });

    for (let n = 0; n < 12_000; n += 1) {
      store.commit({ change: 'message-kept', queue: 'q', message: aMessage(`${n}`) });
      store.commit({ change: 'message-gone', queue: 'q', id: `${n}` });
    }
    store.close();

    const bytes = statSync(join(stateDir, 'queues.jsonl')).size;
    const reopened = openQueueStore(stateDir);
    expect(bytes).toBeLessThan(5_000_000);
    expect([...(reopened.get('q')?.messages.keys() ?? [])]).toEqual(['kept']);
    expect(reopened.get('q')).toMatchObject({ createdAt: 5, settings: { delaySeconds: 1 } });
    reopened.close();
  });
});
