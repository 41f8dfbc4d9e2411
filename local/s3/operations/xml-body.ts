import type { IncomingContent } from '../body/request-body.ts';
import { s3Error } from '../protocol/s3-error.ts';
import { parseXml, type XmlNode } from '../protocol/xml-reader.ts';

/** Ten thousand parts with a checksum each, or a thousand long keys, stay below. */
const LIMIT_BYTES = 8 * 1024 * 1024;

/** Throws MaxMessageLengthExceeded, or MalformedXML when the root is not `rootName` or the text not UTF-8. */
export async function readXmlBody(content: IncomingContent, rootName: string): Promise<XmlNode> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content.chunks) {
    size += chunk.length;
    if (size > LIMIT_BYTES)
      throw s3Error('MaxMessageLengthExceeded', { fields: { MaxMessageLengthBytes: LIMIT_BYTES } });
    chunks.push(chunk);
  }
  const root = parseXml(decodeUtf8(Buffer.concat(chunks)));
  if (root.name !== rootName) throw s3Error('MalformedXML');
  return root;
}

export const childrenNamed = ({ children }: XmlNode, name: string): readonly XmlNode[] =>
  children.filter((child) => child.name === name);

/** The text of the one child of that name; undefined without one. Throws MalformedXML for several. */
export function textOf(node: XmlNode, name: string): string | undefined {
  const [only, ...others] = childrenNamed(node, name);
  if (others.length > 0) throw s3Error('MalformedXML');
  return only?.text;
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw s3Error('MalformedXML');
  }
}
