import { describe, expect, it } from '@jest/globals';
import { createMovableClock } from '../../../../local/clock/movable-clock.ts';
import type { LogEvent } from '../../../../local/logs/log-event.ts';
import { createLogStore } from '../../../../local/logs/log-store.ts';

const aLine = (message: string, more: Partial<LogEvent> = {}): LogEvent => ({
  logGroup: '/g',
  logStream: 's',
  timestamp: 0,
  message,
  ...more,
});
const standing = () => createMovableClock({ running: false, startAt: 0 });
const messages = (store: ReturnType<typeof createLogStore>) =>
  store.events('/g')?.map(({ message }) => message);

describe('the log store', () => {
  it('shows every line to subscribers before write returns, in order, until they leave', () => {
    const store = createLogStore(standing());
    const seen: string[] = [];
    const unsubscribe = store.subscribe(({ message }) => seen.push(message));

    store.write(aLine('a'));
    store.write(aLine('b'));
    unsubscribe();
    store.write(aLine('c'));

    expect(seen).toEqual(['a', 'b']);
    expect(messages(store)).toEqual(['a', 'b', 'c']);
  });

  it('keeps the newest lines when there are too many', () => {
    const store = createLogStore(standing(), { events: 3, characters: 1e6 });

    for (let index = 0; index < 5_000; index += 1) store.write(aLine(String(index)));

    expect(messages(store)).toEqual(['4997', '4998', '4999']);
  });

  it('keeps the newest lines when they are too long', () => {
    const store = createLogStore(standing(), { events: 1e6, characters: 300 });

    for (const letter of ['a', 'b', 'c', 'd']) store.write(aLine(letter.repeat(100)));

    expect(messages(store)).toEqual(['c'.repeat(100), 'd'.repeat(100)]);
    expect(store.groups()[0]?.storedCharacters).toBeLessThanOrEqual(300);
  });

  it('forgets lines when their retention is over', async () => {
    const clock = standing();
    const store = createLogStore(clock);
    store.createGroup('/g', 1);
    store.write(aLine('old'));

    await clock.advance(23 * 3_600_000);
    store.write(aLine('new', { timestamp: clock.now() }));
    const before = messages(store);
    await clock.advance(2 * 3_600_000);

    expect(before).toEqual(['old', 'new']);
    expect(messages(store)).toEqual(['new']);
  });

  it('knows no group that was neither created nor written to', () => {
    const store = createLogStore(standing());

    expect(store.events('/g')).toBeUndefined();
    expect(store.groups()).toEqual([]);
  });
});
