export type Block = Readonly<Record<string, unknown>>;

/** One message, as chat.postMessage and chat.update take it. `text` is what notifications of a phone show. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly Block[];
}

const LONGEST_SMALL_PRINT = 1_000;

/** Slack, "Formatting text for app surfaces": these three mean something; nothing else does between words. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What may come from anybody: here nothing mentions, links or formats. */
export function plainText(text: string, length = LONGEST_SMALL_PRINT): Block {
  return { type: 'plain_text', text: shortened(text, length), emoji: false };
}

/** Whole characters: half of a surrogate pair makes Slack refuse the message, and so does a text of nothing. */
export function shortened(text: string, length: number): string {
  const whole = text.trim() === '' ? '-' : text.toWellFormed();
  if (whole.length <= length) return whole;
  const cut = whole.slice(0, length - 1);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}
