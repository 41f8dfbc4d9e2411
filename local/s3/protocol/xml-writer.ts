export type XmlContent = string | number | boolean | readonly XmlElement[];

/** `[name, content]`; an element whose content is undefined is left out. */
export type XmlElement = readonly [name: string, content: XmlContent | undefined];

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** An S3 answer: the XML declaration and one root element. Errors carry no namespace. */
export function xmlDocument(root: string, content: XmlContent, namespace: string | null = NAMESPACE): string {
  const attribute = namespace === null ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${inner(content)}</${root}>`;
}

function inner(content: XmlContent): string {
  return typeof content === 'object' ? content.map(element).join('') : escapeText(String(content));
}

function element([name, content]: XmlElement): string {
  return content === undefined ? '' : `<${name}>${inner(content)}</${name}>`;
}

const NAMED = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

/**
 * Control characters become numeric references, as in S3: XML 1.0 forbids most of them, so a strict parser needs
 * encoding-type=url to list such keys (ListObjectsV2, "EncodingType").
 */
function escapeText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[&<>"\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, (character) => {
    return NAMED.get(character) ?? `&#x${character.charCodeAt(0).toString(16)};`;
  });
}
