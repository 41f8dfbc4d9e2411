import { parseCronDays, type DaysOfMonth } from './cron-days.ts';
import { parseCronField, type CronField } from './cron-field.ts';

interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: DaysOfMonth;
  readonly months: readonly number[];
  readonly years: readonly number[];
}

const MINUTES: CronField = { name: 'Minutes', least: 0, most: 59 };
const HOURS: CronField = { name: 'Hours', least: 0, most: 23 };
const YEAR: CronField = { name: 'Year', least: 1970, most: 2199 };
const MONTH: CronField = {
  name: 'Month',
  least: 1,
  most: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};

/**
 * The times of `minutes hours day-of-month month day-of-week year`, in UTC, after a given one. Times are milliseconds
 * since the epoch; undefined when there is none up to the year 2199. Throws a sentence for what is no such expression.
 */
export function parseCron(expression: string): (after: number) => number | undefined {
  const fields = expression.trim().split(/\s+/);
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year, ...rest] = fields;
  if (!minutes || !hours || !dayOfMonth || !month || !dayOfWeek || !year || rest.length > 0) {
    throw new Error(`a cron expression has six fields, not ${fields.length}`);
  }
  const cron = {
    minutes: parseCronField(MINUTES, minutes),
    hours: parseCronField(HOURS, hours),
    days: parseCronDays(dayOfMonth, dayOfWeek),
    months: parseCronField(MONTH, month),
    years: parseCronField(YEAR, year),
  };
  return (after) => timesAfter(cron, after).next().value;
}

/** Ascending. Whole months, days and hours that are over by then are skipped. */
function* timesAfter(
  { minutes, hours, days, months, years }: Cron,
  after: number,
): Generator<number, undefined> {
  for (const year of years) {
    for (const month of months) {
      if (Date.UTC(year, month) <= after) continue;
      for (const day of days(year, month)) {
        if (Date.UTC(year, month - 1, day + 1) <= after) continue;
        for (const hour of hours) {
          if (Date.UTC(year, month - 1, day, hour + 1) <= after) continue;
          const times = minutes.map((minute) => Date.UTC(year, month - 1, day, hour, minute));
          yield* times.filter((time) => time > after);
        }
      }
    }
  }
}
