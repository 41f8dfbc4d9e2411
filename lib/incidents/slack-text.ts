export type Block = Readonly<Record<string, unknown>>;

/** One message, as chat.postMessage and chat.update take it. `text` is what notifications of a phone show. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Slack, "Block Kit: header block" and "section block": longer texts are refused with the whole message. */
const LONGEST_HEADER = 150;
const LONGEST_SECTION = 3_000;

/** Slack, "Formatting text for app surfaces": these three mean something; nothing else does between words. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function header(text: string): Block {
  return { type: 'header', text: { type: 'plain_text', text: shortened(text, LONGEST_HEADER) } };
}

/** @param markdown escaped where it comes from people */
export function section(markdown: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text: shortened(markdown, LONGEST_SECTION) } };
}

/** Small print. */
export function context(...markdown: readonly string[]): Block {
  return { type: 'context', elements: markdown.map((text) => ({ type: 'mrkdwn', text })) };
}

/** Whole characters: half of a surrogate pair makes Slack refuse the message. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}
