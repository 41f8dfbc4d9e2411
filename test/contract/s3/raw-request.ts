import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

export interface RawAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Of an error document. */
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** A request sent piece by piece, for what no SDK would send. */
export interface RawRequest {
  /** Resolves once it is handed to the operating system. */
  send(bytes: string | Buffer): Promise<void>;
  /** Ends the request and waits for the answer. */
  answer(): Promise<RawAnswer>;
  /** Waits for the status alone, the request unfinished. */
  head(): Promise<number>;
  /** Breaks the connection. */
  hangUp(): void;
}

export interface RawRequestOptions {
  readonly method: string;
  /** As it goes over the wire. */
  readonly path: string;
  readonly headers?: Record<string, string>;
}

export function rawRequest(url: string, options: RawRequestOptions): RawRequest {
  const { hostname, port } = new URL(url);
  const sending = request({ hostname, port, agent: false, ...options });
  const answering = once(sending, 'response') as Promise<[IncomingMessage]>;
  // A hung-up request fails; whoever wants to know calls answer().
  answering.catch(() => undefined);
  return {
    send: async (bytes) => {
      await new Promise<void>((resolve, reject) => {
        sending.write(bytes, (error) => {
          if (error) reject(error);
          else resolve();
        });
      });
    },
    answer: async () => {
      sending.end();
      const [response] = await answering;
      const chunks: Buffer[] = [];
      for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString();
      return {
        statusCode: response.statusCode ?? 0,
        headers: response.headers,
        body,
        code: /<Code>(.*?)<\/Code>/.exec(body)?.[1],
        message: /<Message>(.*?)<\/Message>/s.exec(body)?.[1],
      };
    },
    head: async () => {
      const [response] = await answering;
      return response.statusCode ?? 0;
    },
    hangUp: () => {
      sending.on('error', () => undefined);
      sending.destroy();
    },
  };
}
