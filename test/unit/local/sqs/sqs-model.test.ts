import fc from 'fast-check';
import { createMovableClock } from '../../../../local/clock/movable-clock.ts';
import { createMessaging } from '../../../../local/sqs/messaging.ts';
import { openQueueStore } from '../../../../local/sqs/queue-store.ts';
import { receiptHandleOf } from '../../../../local/sqs/receipt-handle.ts';
import { createReceiving } from '../../../../local/sqs/receiving.ts';

const VISIBILITY_SECONDS = 30;

const step = fc.oneof(
  fc.record({ do: fc.constant('send' as const), delaySeconds: fc.integer({ min: 0, max: 60 }) }),
  fc.record({ do: fc.constant('receive' as const), maxMessages: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ do: fc.constant('delete' as const), which: fc.nat({ max: 20 }) }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 45 }) }),
);

describe('a queue', () => {
  it('never gives out a message that is delayed, in flight or deleted, and loses none, whatever is done to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const clock = createMovableClock({ running: false, startAt: 0 });
        const store = openQueueStore(undefined);
        const messaging = createMessaging({ store, clock });
        const receiving = createReceiving({ store, messaging, clock, arnOf: (name) => name });
        store.commit({ change: 'queue-set', queue: 'q', attributes: {}, at: 0 });
        const hiddenUntil = new Map<string, number>();
        const handles: { id: string; handle: string }[] = [];

        for (const todo of steps) {
          if (todo.do === 'send') {
            const outgoing = { body: 'x', attributes: {}, senderId: 'me', delaySeconds: todo.delaySeconds };
            const { id } = messaging.send('q', outgoing);
            hiddenUntil.set(id, clock.now() + todo.delaySeconds * 1000);
          } else if (todo.do === 'receive') {
            const visible = [...hiddenUntil].filter(([, at]) => at <= clock.now()).map(([id]) => id);
            const got = await receiving.receive('q', { maxMessages: todo.maxMessages, until: clock.now() });
            expect(got.map(({ id }) => id)).toEqual(visible.slice(0, todo.maxMessages));
            for (const message of got) {
              hiddenUntil.set(message.id, clock.now() + VISIBILITY_SECONDS * 1000);
              handles.push({ id: message.id, handle: receiptHandleOf('q', message) });
            }
          } else if (todo.do === 'delete') {
            const chosen = handles[todo.which];
            const isLatest = chosen && handles.findLast(({ id }) => id === chosen.id) === chosen;
            if (chosen) messaging.remove('q', chosen.handle);
            if (isLatest) hiddenUntil.delete(chosen.id);
          } else {
            await clock.advance(todo.seconds * 1000);
          }
        }

        expect([...messaging.queueOf('q').messages.keys()]).toEqual([...hiddenUntil.keys()]);
      }),
    );
  });
});
