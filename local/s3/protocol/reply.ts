import type { ContentReader } from '../store/content-files.ts';
import type { XmlContent } from './xml-writer.ts';
import { xmlDocument } from './xml-writer.ts';

/** What an operation answers; the service writes it. */
export interface Reply {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Stored content comes with its content-length among the headers; whoever sends the reply closes it. */
  readonly body?: string | ContentReader;
}

export function xmlReply(
  root: string,
  content: XmlContent,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/xml', ...headers },
    body: xmlDocument(root, content),
  };
}
