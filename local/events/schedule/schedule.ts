import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { parseCron } from './cron.ts';

export interface Schedule {
  /** The first firing after a time, for a rule created at `createdAt`; undefined when there is none any more. */
  next(after: number, createdAt: number): number | undefined;
}

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * `cron(...)` or `rate(...)`. A rate counts from the rule's creation, its unit is singular after 1 and plural after
 * any other number. Throws ValidationException for anything else.
 */
export function parseSchedule(expression: string): Schedule {
  const [, kind, inner = ''] = /^(cron|rate)\((.*)\)$/s.exec(expression) ?? [];
  try {
    if (kind === 'cron') return { next: parseCron(inner) };
    if (kind === 'rate') return rate(parseRate(inner));
    throw new Error(`${JSON.stringify(expression)} is neither cron(...) nor rate(...)`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError('ValidationException', `Parameter ScheduleExpression is not valid. Reason: ${reason}`);
  }
}

function rate(intervalMs: number): Schedule {
  return {
    next: (after, createdAt) =>
      createdAt + Math.max(1, Math.floor((after - createdAt) / intervalMs) + 1) * intervalMs,
  };
}

function parseRate(text: string): number {
  const [, digits = '', unit = '', plural] = /^(\d{1,9}) (minute|hour|day)(s?)$/.exec(text) ?? [];
  const count = Number(digits);
  const unitMs = UNIT_MS[unit];
  if (unitMs === undefined || count < 1 || (count === 1) !== (plural === '')) {
    throw new Error(`rate(${text}) is not like rate(1 minute) or rate(5 hours)`);
  }
  return count * unitMs;
}
