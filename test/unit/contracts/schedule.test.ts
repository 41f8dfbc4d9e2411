import * as v from 'valibot';
import { scheduledEvent } from '../../../lib/contracts/schedule.ts';

const NOON = Date.UTC(2026, 0, 1, 12);
const scheduled_at = '2026-01-01T12:00:00Z';

const queued = (...bodies: unknown[]) => ({
  Records: bodies.map((body) => ({ messageId: 'm', body: JSON.stringify(body) })),
});

describe('the event of a schedule', () => {
  it.each([
    ['as the rule sends it', { scheduled_at }, NOON],
    ['without delay', { scheduled_at, delay_seconds: 0 }, NOON],
    ['as a message that was held back', queued({ scheduled_at, delay_seconds: 30 }), NOON + 30_000],
    [
      'as several messages, of which the newest counts',
      queued({ scheduled_at, delay_seconds: 30 }, { scheduled_at, delay_seconds: 10 }),
      NOON + 30_000,
    ],
  ])('says %s when it is due', (_what, event, dueAt) => {
    expect(v.parse(scheduledEvent, event)).toEqual({ dueAt });
  });

  it.each([
    ['no time', {}],
    ['a time without a zone', { scheduled_at: '2026-01-01T12:00:00' }],
    ['a negative delay', { scheduled_at, delay_seconds: -1 }],
    ['no messages', { Records: [] }],
    ['a message that is no JSON', { Records: [{ body: '{' }] }],
    ['a message of something else', queued({ order: 1 })],
  ])('is refused with %s', (_what, event) => {
    expect(v.safeParse(scheduledEvent, event).success).toBe(false);
  });
});
