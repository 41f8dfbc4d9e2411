import { Agent, request } from 'node:http';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

export interface OutgoingRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface ApiCall {
  readonly method: string;
  readonly path: string;
  /** Anything JSON can hold. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Adds what makes a request acceptable: a signature, a token, or nothing. */
export type Credential = (request: OutgoingRequest) => Promise<OutgoingRequest>;

/** Talks JSON to the API over kept-alive connections: the load of a launch, without a browser's overhead. */
export class ApiClient {
  readonly #url: URL;
  readonly #agent: Agent;

  constructor(url: string, { connections }: { readonly connections: number }) {
    this.#url = new URL(url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  async call(credential: Credential, { method, path, body, headers }: ApiCall): Promise<HttpAnswer> {
    const plain: OutgoingRequest = {
      method,
      path,
      headers: {
        host: this.#url.host,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? '' : JSON.stringify(body),
    };
    return this.#send(await credential(plain));
  }

  close(): void {
    this.#agent.destroy();
  }

  #send({ method, path, headers, body }: OutgoingRequest): Promise<HttpAnswer> {
    const { hostname, port } = this.#url;
    return new Promise((resolve, reject) => {
      const outgoing = request({ hostname, port, method, path, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parse(text) });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
