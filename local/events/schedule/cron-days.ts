import { parseCronField, parseCronValue, type CronField } from './cron-field.ts';

/** Which days of a month are meant: month 1 to 12, answers in ascending order. */
export type DaysOfMonth = (year: number, month: number) => readonly number[];

const DAY_OF_MONTH: CronField = { name: 'Day-of-month', least: 1, most: 31 };
const DAY_OF_WEEK: CronField = {
  name: 'Day-of-week',
  least: 1,
  most: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};
const SATURDAY = 7;

/** One of the two fields says `?`, the other which days: "Cron expressions" of the EventBridge user guide. */
export function parseCronDays(dayOfMonth: string, dayOfWeek: string): DaysOfMonth {
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new Error('exactly one of Day-of-month and Day-of-week must be ?');
  }
  return dayOfWeek === '?' ? parseDayOfMonth(dayOfMonth) : parseDayOfWeek(dayOfWeek);
}

function parseDayOfMonth(text: string): DaysOfMonth {
  if (text === 'L') return (year, month) => [lengthOf(year, month)];
  const weekday = /^(.+)W$/.exec(text)?.[1];
  if (weekday !== undefined) {
    const day = parseCronValue(DAY_OF_MONTH, weekday);
    return (year, month) => closestWeekday(year, month, day);
  }
  const days = parseCronField(DAY_OF_MONTH, text);
  return (year, month) => days.filter((day) => day <= lengthOf(year, month));
}

function parseDayOfWeek(text: string): DaysOfMonth {
  // On its own, L is the last day of the week.
  if (text === 'L') return allOf([SATURDAY]);
  const last = /^(.+)L$/.exec(text)?.[1];
  if (last !== undefined) {
    const days = allOf([parseCronValue(DAY_OF_WEEK, last)]);
    return (year, month) => days(year, month).slice(-1);
  }
  const [day = '', instance, ...rest] = text.split('#');
  if (instance === undefined) return allOf(parseCronField(DAY_OF_WEEK, text));
  if (!/^[1-5]$/.test(instance) || rest.length > 0) {
    throw new Error(
      `Day-of-week is ${JSON.stringify(text)}, after # comes a number from 1 to 5, and nothing else`,
    );
  }
  const days = allOf([parseCronValue(DAY_OF_WEEK, day)]);
  return (year, month) => days(year, month).slice(Number(instance) - 1, Number(instance));
}

function allOf(daysOfWeek: readonly number[]): DaysOfMonth {
  return (year, month) =>
    Array.from({ length: lengthOf(year, month) }, (_, index) => index + 1).filter((day) =>
      daysOfWeek.includes(dayOfWeek(year, month, day)),
    );
}

/** Monday to Friday, never in another month: the 1st on a Saturday means Monday the 3rd. None if there is no such day. */
function closestWeekday(year: number, month: number, day: number): number[] {
  const length = lengthOf(year, month);
  if (day > length) return [];
  const weekday = dayOfWeek(year, month, day);
  if (weekday === SATURDAY) return [day === 1 ? 3 : day - 1];
  if (weekday === 1) return [day === length ? day - 2 : day + 1];
  return [day];
}

function lengthOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 1 is Sunday. */
function dayOfWeek(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}
