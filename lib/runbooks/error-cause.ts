const MOST_CHARACTERS = 1_000;

/** What people read of a cause: a function's error arrives as JSON with its stack, of which this is the message. */
export function readableCause(cause: string): string {
  return Array.from(messageIn(cause) ?? cause)
    .slice(0, MOST_CHARACTERS)
    .join('');
}

function messageIn(cause: string): string | undefined {
  try {
    const whole: unknown = JSON.parse(cause);
    if (typeof whole !== 'object' || whole === null || !('errorMessage' in whole)) return undefined;
    return typeof whole.errorMessage === 'string' ? whole.errorMessage : undefined;
  } catch {
    return undefined;
  }
}
