import fc from 'fast-check';
import { parseSchedule } from '../../../../../local/events/schedule/schedule.ts';

const iso = (time: number | undefined) =>
  time === undefined ? undefined : new Date(time).toISOString().slice(0, 16);

/** The next firings after a time, as ISO minutes. */
function firings(expression: string, after: string, count: number): (string | undefined)[] {
  const schedule = parseSchedule(expression);
  const times: (string | undefined)[] = [];
  let time: number | undefined = Date.parse(after);
  for (let index = 0; index < count && time !== undefined; index += 1) {
    time = schedule.next(time, 0);
    times.push(iso(time));
  }
  return times;
}

describe('a cron expression fires', () => {
  it.each([
    ['every day at 10:00', 'cron(0 10 * * ? *)', ['2026-01-01T10:00', '2026-01-02T10:00']],
    [
      'at 18:00 from Monday to Friday',
      'cron(0 18 ? * MON-FRI *)',
      ['2026-01-01T18:00', '2026-01-02T18:00', '2026-01-05T18:00'],
    ],
    ['on the first of the month', 'cron(0 8 1 * ? *)', ['2026-01-01T08:00', '2026-02-01T08:00']],
    ['every 15 minutes', 'cron(0/15 * * * ? *)', ['2026-01-01T00:15', '2026-01-01T00:30']],
    ['every tenth minute from the first', 'cron(1/10 * * * ? *)', ['2026-01-01T00:01', '2026-01-01T00:11']],
    [
      'every 5 minutes of working hours',
      'cron(0/5 8-17 ? * MON-FRI *)',
      ['2026-01-01T08:00', '2026-01-01T08:05'],
    ],
    ['on the second Tuesday', 'cron(0 0 ? * 3#2 *)', ['2026-01-13T00:00', '2026-02-10T00:00']],
    [
      'on a fifth Saturday, which few months have',
      'cron(0 0 ? * SAT#5 *)',
      ['2026-01-31T00:00', '2026-05-30T00:00'],
    ],
    ['on the last day of the month', 'cron(0 0 L * ? *)', ['2026-01-31T00:00', '2026-02-28T00:00']],
    ['on the last Friday', 'cron(0 0 ? * 6L *)', ['2026-01-30T00:00', '2026-02-27T00:00']],
    ['on the last day of the week', 'cron(0 0 ? * L *)', ['2026-01-03T00:00', '2026-01-10T00:00']],
    ['on the weekday closest to a Saturday', 'cron(0 0 3W * ? *)', ['2026-01-02T00:00', '2026-02-03T00:00']],
    ['on the weekday closest to a Sunday', 'cron(0 0 4W * ? *)', ['2026-01-05T00:00', '2026-02-04T00:00']],
    [
      'within the month when the 1st is a Sunday',
      'cron(0 0 1W 2 ? *)',
      ['2026-02-02T00:00', '2027-02-01T00:00'],
    ],
    [
      'within the month when the 31st is a Sunday',
      'cron(0 0 31W 5 ? *)',
      ['2026-05-29T00:00', '2027-05-31T00:00'],
    ],
    ['in named months', 'cron(0 0 1 jan,MAR ? *)', ['2026-03-01T00:00', '2027-01-01T00:00']],
    ['on leap days only', 'cron(0 0 29 2 ? *)', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['in one year only', 'cron(0 0 1 6 ? 2026)', ['2026-06-01T00:00', undefined]],
    [
      'in stepped ranges',
      'cron(0 0-12/6 1 1 ? 2027)',
      ['2027-01-01T00:00', '2027-01-01T06:00', '2027-01-01T12:00'],
    ],
    ['never, on a 31st of February', 'cron(0 0 31 2 ? *)', [undefined]],
  ])('%s', (_what, expression, expected) => {
    expect(firings(expression, '2026-01-01T00:00Z', expected.length)).toEqual(expected);
  });
});

describe('a schedule expression is refused', () => {
  it.each([
    ['cron(0 10 * * * *)', /exactly one .* must be \?/],
    ['cron(0 10 ? * ? *)', /exactly one .* must be \?/],
    ['cron(0 10 1 * MON *)', /exactly one .* must be \?/],
    ['cron(0 10 * * ?)', /six fields, not 5/],
    ['cron(60 10 * * ? *)', /Minutes is "60", allowed are 0 to 59/],
    ['cron(0 24 * * ? *)', /Hours/],
    ['cron(0 0 0 * ? *)', /Day-of-month/],
    ['cron(0 0 1 13 ? *)', /Month/],
    ['cron(0 0 ? * 0 *)', /Day-of-week is "0", allowed are 1 to 7 and SUN/],
    ['cron(0 0 ? * 8 *)', /Day-of-week/],
    ['cron(0 0 1 * ? 1969)', /Year/],
    ['cron(0 0 ? * 3#1,6#3 *)', /after # comes a number/],
    ['cron(0 0 ? * 3#6 *)', /after # comes a number/],
    ['cron(0/0 * * * ? *)', /step is a number from 1/],
    ['cron(30-10 * * * ? *)', /ends before it starts/],
    ['cron(? 0 1 * ? *)', /Minutes/],
    ['cron(0 0 LW * ? *)', /Day-of-month/],
    ['cron(, 0 1 * ? *)', /Minutes/],
    ['rate(0 minutes)', /not like rate/],
    ['rate(1 minutes)', /not like rate/],
    ['rate(5 minute)', /not like rate/],
    ['rate(5 seconds)', /not like rate/],
    ['rate(-5 minutes)', /not like rate/],
    ['at(2026-01-01T00:00:00)', /neither cron/],
    ['every day', /neither cron/],
  ])('%s', (expression, reason) => {
    const parse = () => parseSchedule(expression);

    expect(parse).toThrow(reason);
    expect(parse).toThrow(expect.objectContaining({ code: 'ValidationException' }));
  });
});

describe('a rate', () => {
  it('counts from the creation of the rule, first after one interval', () => {
    const schedule = parseSchedule('rate(5 minutes)');
    const createdAt = Date.parse('2026-01-01T00:00:30Z');

    const times = [createdAt, createdAt + 300_000, createdAt + 300_001].map((after) =>
      schedule.next(after, createdAt),
    );

    expect(times.map((time) => (time ?? 0) - createdAt)).toEqual([300_000, 600_000, 600_000]);
  });

  it.each([
    ['rate(1 minute)', 60_000],
    ['rate(1 hour)', 3_600_000],
    ['rate(2 days)', 172_800_000],
  ])('%s fires every %i ms', (expression, interval) => {
    expect(parseSchedule(expression).next(0, 0)).toBe(interval);
  });
});

const DAY_MS = 86_400_000;

describe('the next firing', () => {
  /** What each field says, and whether a value is meant: written apart from the parser. */
  const field = (least: number, most: number) =>
    fc.oneof(
      fc.constant({ text: '*', has: () => true }),
      fc
        .integer({ min: least, max: most })
        .map((n) => ({ text: `${n}`, has: (value: number) => value === n })),
      fc
        .tuple(fc.integer({ min: least, max: most }), fc.integer({ min: 1, max: 20 }))
        .map(([from, step]) => ({
          text: `${from}/${step}`,
          has: (value: number) => value >= from && (value - from) % step === 0,
        })),
      fc
        .tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }))
        .map(([a, b]) => ({
          text: `${Math.min(a, b)}-${Math.max(a, b)}`,
          has: (value: number) => value >= Math.min(a, b) && value <= Math.max(a, b),
        })),
      fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 3 }).map((list) => ({
        text: list.join(','),
        has: (value: number) => list.includes(value),
      })),
    );

  const days = fc.oneof(
    field(1, 31).map(({ text, has }) => ({
      dom: text,
      dow: '?',
      has: (date: Date) => has(date.getUTCDate()),
    })),
    field(1, 7).map(({ text, has }) => ({
      dom: '?',
      dow: text,
      has: (date: Date) => has(date.getUTCDay() + 1),
    })),
    fc.constant({ dom: 'L', dow: '?', has: (date: Date) => isLast(date, 1) }),
    fc.integer({ min: 1, max: 7 }).map((day) => ({
      dom: '?',
      dow: `${day}L`,
      has: (date: Date) => date.getUTCDay() + 1 === day && isLast(date, 7),
    })),
    fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 })).map(([day, nth]) => ({
      dom: '?',
      dow: `${day}#${nth}`,
      has: (date: Date) => date.getUTCDay() + 1 === day && Math.ceil(date.getUTCDate() / 7) === nth,
    })),
  );

  function isLast(date: Date, ofDays: number): boolean {
    return new Date(date.getTime() + ofDays * DAY_MS).getUTCMonth() !== date.getUTCMonth();
  }

  it('is the one a scan minute by minute finds, for any expression', () => {
    const start = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2032, 0, 1) });
    const expression = fc.record({ minutes: field(0, 59), hours: field(0, 23), days, months: field(1, 12) });

    fc.assert(
      fc.property(expression, start, (fields, after) => {
        const { minutes, hours, months } = fields;
        const horizon = after + 40 * DAY_MS;
        let scanned: number | undefined;
        for (
          let day = Math.floor(after / DAY_MS) * DAY_MS;
          day <= horizon && scanned === undefined;
          day += DAY_MS
        ) {
          const date = new Date(day);
          if (!months.has(date.getUTCMonth() + 1) || !fields.days.has(date)) continue;
          for (let minute = 0; minute < 1440 && scanned === undefined; minute += 1) {
            const time = day + minute * 60_000;
            const isMeant = hours.has(Math.floor(minute / 60)) && minutes.has(minute % 60);
            if (isMeant && time > after && time <= horizon) scanned = time;
          }
        }

        const text = `cron(${minutes.text} ${hours.text} ${fields.days.dom} ${months.text} ${fields.days.dow} *)`;
        const next = parseSchedule(text).next(after, 0);

        expect(iso(next !== undefined && next <= horizon ? next : undefined)).toBe(iso(scanned));
      }),
      { numRuns: 300 },
    );
  });
});
