import { createMovableClock } from '../../../../../local/clock/movable-clock.ts';
import { createOutbox, type Delivery } from '../../../../../local/cloudwatch/alarms/outbox.ts';
import type { AlarmStateChangeEvent } from '../../../../../local/cloudwatch/alarms/state-change.ts';
import type { AlarmAction } from '../../../../../local/cloudwatch/alarms/alarm-action.ts';

const anEvent = (id: string): Delivery => ({ id, event: { id } as AlarmStateChangeEvent });
const anAction = (id: string): Delivery => ({ id, action: { actionArn: id } as AlarmAction });

function anOutbox(deliver: (id: string) => Promise<void> | void) {
  const clock = createMovableClock({ running: false, startAt: 0 });
  const tried: string[] = [];
  const done: string[] = [];
  const outbox = createOutbox({
    clock,
    deliver: ({ id }) => {
      tried.push(id);
      return deliver(id);
    },
    onDone: ({ id }, failure) => {
      done.push(failure ? `${id} failed` : id);
    },
  });
  const send = async (...deliveries: Delivery[]) => {
    outbox.add(deliveries);
    outbox.send();
    await clock.advance(0);
  };
  return { clock, outbox, tried, done, send };
}

describe('the outbox', () => {
  it('hands over in order, each once', async () => {
    const { outbox, tried, done, send } = anOutbox(() => undefined);

    await send(anEvent('a'), anAction('b'));
    outbox.send();

    expect([tried, done]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('tries an event again until it is taken, whether taking it throws or rejects', async () => {
    let failures = 2;
    const { clock, tried, done, send } = anOutbox(() => {
      failures -= 1;
      if (failures === 1) throw new Error('thrown');
      return failures === 0 ? Promise.reject(new Error('rejected')) : undefined;
    });

    await send(anEvent('a'));
    await clock.advance(60_000);

    expect([tried, done]).toEqual([['a', 'a', 'a'], ['a']]);
  });

  it('tries an action once, and says that it failed', async () => {
    const { clock, tried, done, send } = anOutbox(() => Promise.reject(new Error('no')));

    await send(anAction('a'));
    await clock.advance(60_000);

    expect([tried, done]).toEqual([['a'], ['a failed']]);
  });

  it('does not hand over twice what is on its way', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const { outbox, tried, done, send } = anOutbox(() => promise);
    await send(anEvent('a'));

    outbox.send();
    resolve(undefined);
    await outbox.close();

    expect([tried, done]).toEqual([['a'], ['a']]);
  });

  it('hands over each once, though whoever takes one causes the next', async () => {
    const { outbox, tried, send } = anOutbox((id) => {
      if (id !== 'a') return;
      outbox.add([anEvent('b')]);
      outbox.send();
    });

    await send(anEvent('a'));

    expect(tried).toEqual(['a', 'b']);
  });

  it('hands over nothing once it is closed', async () => {
    const { clock, outbox, tried, send } = anOutbox(() => Promise.reject(new Error('no')));
    await send(anEvent('a'));

    await outbox.close();
    await send(anEvent('b'));
    await clock.advance(60_000);

    expect(tried).toEqual(['a']);
  });
});
