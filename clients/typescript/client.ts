import type { CallOptions, Data, Item, ListPaths, Method, Options, PathsOf } from './routes.ts';
import { send, type AnyOptions, type ClientOptions, type Credential, type Reply } from './sending.ts';

type Arguments<Path extends PathsOf<M>, M extends Method> =
  object extends Options<Path, M> ? [options?: Options<Path, M>] : [options: Options<Path, M>];

type Call<M extends Method> = <Path extends PathsOf<M>>(
  path: Path,
  ...options: Arguments<Path, M>
) => Promise<Reply<Data<Path, M>>>;

/** Every call rejects with ApiProblemError when the API refuses, and with ApiUnreachableError when nothing came back. */
export interface ArtisanClient {
  readonly get: Call<'get'>;
  readonly put: Call<'put'>;
  readonly post: Call<'post'>;
  readonly delete: Call<'delete'>;
  /** All items of a list, page after page, as they are asked for. */
  items<Path extends ListPaths>(
    path: Path,
    ...options: Arguments<Path, 'get'>
  ): AsyncGenerator<Item<Path>, void, undefined>;
  /** A request that the API itself has offered: a command of an incident. */
  send(command: Command, options?: CallOptions): Promise<Reply<unknown>>;
}

interface Command {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export function createArtisanClient(client: ClientOptions): ArtisanClient {
  const call = (method: string) => (path: string, options?: AnyOptions) =>
    send(client, [method, path], options);
  const get = call('GET');
  const untyped = {
    get,
    put: call('PUT'),
    post: call('POST'),
    delete: call('DELETE'),
    items: (path: string, options?: AnyOptions) => itemsOf(get, path, options),
    send: ({ method, path, headers, body }: Command, options: CallOptions = {}) =>
      send(client, [method, path], { ...options, body, headers: { ...headers, ...options.headers } }),
  };
  // What routes take and answer is known to the types alone.
  return untyped as ArtisanClient;
}

/** A token of the user pool, or what gives one that is still good. */
export function bearer(token: string | (() => string | Promise<string>)): Credential {
  return async () => ({ authorization: `Bearer ${typeof token === 'string' ? token : await token()}` });
}

async function* itemsOf(
  get: (path: string, options?: AnyOptions) => Promise<Reply<unknown>>,
  path: string,
  options: AnyOptions = {},
): AsyncGenerator {
  let cursor: string | undefined;
  do {
    const query = { ...options.query, ...(cursor !== undefined && { cursor }) };
    const { data } = await get(path, { ...options, query });
    const page = data as { readonly items: readonly unknown[]; readonly next_cursor?: string };
    yield* page.items;
    cursor = page.next_cursor;
  } while (cursor !== undefined);
}
