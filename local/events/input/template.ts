/** A template cut at its placeholders. */
export type Segment = string | Placeholder;

export interface Placeholder {
  readonly name: string;
  /** Between quotation marks, where a text goes in without its own. */
  readonly isInString: boolean;
}

const TOKEN = /<([\w.-]+)>|\\[\s\S]|"|[^<\\"]+|[\s\S]/g;

export function parseTemplate(template: string): readonly Segment[] {
  let isInString = false;
  return [...template.matchAll(TOKEN)].map(([token, name]) => {
    if (name !== undefined) return { name, isInString };
    if (token === '"') isInString = !isInString;
    return token;
  });
}

/**
 * Fills a template in. In a string, a text goes in as it is (EventBridge escapes nothing) and an object or a list as
 * JSON without quotation marks; elsewhere every value goes in as JSON. What was not found is an empty text.
 */
export function fillTemplate(segments: readonly Segment[], valueOf: (name: string) => unknown): string {
  return segments
    .map((segment) => (typeof segment === 'string' ? segment : fill(segment, valueOf(segment.name))))
    .join('');
}

function fill({ isInString }: Placeholder, value: unknown): string {
  const found = value === undefined ? '' : value;
  if (!isInString) return JSON.stringify(found);
  return typeof found === 'string' ? found : JSON.stringify(found).replaceAll('"', '');
}
