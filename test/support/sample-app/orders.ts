/** Writes each event it gets to its log. */
export function handler(event: unknown): void {
  console.info(`got ${JSON.stringify(event)}`);
}
