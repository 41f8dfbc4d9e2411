import { plainText, shortened, type Block } from './slack-text.ts';

/** Slack, "Block Kit: header block" and "section block": longer texts are refused with the whole message. */
const LONGEST_HEADER = 150;
const LONGEST_SECTION = 3_000;

export function header(text: string): Block {
  return { type: 'header', text: { ...plainText(text, LONGEST_HEADER), emoji: true } };
}

export function section(text: string): Block {
  return { type: 'section', text: plainText(text, LONGEST_SECTION) };
}

/** Lines as they are, in the letters of a typewriter. */
export function preformatted(text: string, length: number): Block {
  const lines = { type: 'text', text: shortened(text, length) };
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [lines] }] };
}

/** Small print. */
export function context(...elements: readonly Block[]): Block {
  return { type: 'context', elements };
}

/** @param text of ours: what people wrote would mean something here */
export function linkTo(url: string, text: string): Block {
  return { type: 'mrkdwn', text: `<${url}|${text}>`, verbatim: true };
}
