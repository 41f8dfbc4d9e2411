/** ISO-8601 extended offset date-time, the format of `Timestamp`. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

export function isTimestamp(value: unknown): value is string {
  return typeof value === 'string' && TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value));
}

/** As the context object and task results show times. */
export function toTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
