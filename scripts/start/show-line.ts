import * as v from 'valibot';

const notification = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): unknown => {
    try {
      return JSON.parse(dataset.value);
    } catch {
      addIssue({ message: 'expected JSON' });
      return NEVER;
    }
  }),
  v.object({
    event: v.literal('notification'),
    incident_id: v.string(),
    severity: v.string(),
    text: v.string(),
  }),
);

/** What a person should see of a line that a function has logged: an error, or what people are told of an incident. */
export function shownOf(logGroup: string, line: string): string | undefined {
  if (line.includes('"level":"ERROR"')) return `${logGroup}: ${line}`;
  if (!line.includes('"event":"notification"')) return undefined;
  const parsed = v.safeParse(notification, line);
  if (!parsed.success) return undefined;
  const { incident_id, severity, text } = parsed.output;
  return `artisan: ${incident_id} (${severity}) ${text}`;
}
