/** ISO 8601 in UTC of what a field for times holds, which is in the time of whoever fills it in. */
export function instantOf(local: string): string | undefined {
  const time = Date.parse(local);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
