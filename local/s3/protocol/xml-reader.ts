import { s3Error } from './s3-error.ts';

export interface XmlNode {
  readonly name: string;
  readonly children: readonly XmlNode[];
  /** Character data directly inside, entities resolved. */
  readonly text: string;
}

interface OpenNode {
  readonly name: string;
  readonly children: XmlNode[];
  text: string;
}

/** S3's request bodies are three levels deep. */
const DEEPEST = 8;

const TOKEN =
  /<\?xml[^>]*\?>|<!--[\s\S]*?-->|<\/([A-Za-z_][\w.-]*)\s*>|<([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;

/** Reads elements and text, which is all S3's request bodies have: a DOCTYPE or CDATA section is MalformedXML. */
export function parseXml(source: string): XmlNode {
  const root: OpenNode = { name: '', children: [], text: '' };
  const open: OpenNode[] = [root];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < source.length; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(source);
    if (!token || open.length > DEEPEST) throw s3Error('MalformedXML');
    place(open, token);
  }
  const [document, ...others] = root.children;
  if (open.length !== 1 || !document || others.length > 0 || root.text.trim() !== '') {
    throw s3Error('MalformedXML');
  }
  return document;
}

function place(open: OpenNode[], [, closing, opening, , selfClosing, text]: RegExpExecArray): void {
  const parent = open.at(-1);
  if (!parent) throw s3Error('MalformedXML');
  if (text !== undefined) {
    parent.text += resolveEntities(text);
  } else if (opening !== undefined) {
    const node: OpenNode = { name: opening, children: [], text: '' };
    parent.children.push(node);
    if (selfClosing === '') open.push(node);
  } else if (closing !== undefined) {
    if (parent.name !== closing || open.length === 1) throw s3Error('MalformedXML');
    open.pop();
  }
}

const ENTITIES = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }));

function resolveEntities(text: string): string {
  return text.replace(/&([^;&]*);?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) throw s3Error('MalformedXML');
    const [, hex, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    if (decimal !== undefined) return character(Number(decimal));
    const entity = ENTITIES.get(name);
    if (entity === undefined) throw s3Error('MalformedXML');
    return entity;
  });
}

function character(codePoint: number): string {
  if (codePoint > 0x10ffff) throw s3Error('MalformedXML');
  return String.fromCodePoint(codePoint);
}
