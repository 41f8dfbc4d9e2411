import type { Method, Options, PathsOf } from './routes.ts';
import { filled } from './sending.ts';

type OwnPart = 'path' | 'query' | 'body';

/** A route by its key, with just what it takes of a caller beside headers. */
type Call<Path extends PathsOf<M>, M extends Method> = {
  /** `PUT /v1/breakers/{model}`, as the document has it. */
  readonly route: `${Uppercase<M>} ${Path}`;
} & Pick<Options<Path, M>, OwnPart & keyof Options<Path, M>>;

/** What can be read: a path and its parameters. */
export type Read = { [Path in PathsOf<'get'>]: Call<Path, 'get'> }[PathsOf<'get'>];

type MutationBy<M extends Exclude<Method, 'get'>> = {
  [Path in PathsOf<M>]: Call<Path, M> &
    (Options<Path, M> extends { readonly ifMatch: string }
      ? {
          /** The resource whose ETag, as it was read, is the condition. */
          readonly ifUnchanged: Read;
        }
      : object);
}[PathsOf<M>];

/** Something that changes something, before it is sent: its route decides on the other members. */
export type Mutation = MutationBy<'put'> | MutationBy<'post'> | MutationBy<'delete'>;

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** What `send` takes: parameters in their places. */
export function requestOf(call: Read | Mutation): Request {
  const {
    route,
    ...parts
  }: { readonly route: string } & Parameters<typeof filled>[1] & { readonly body?: unknown } = call;
  const [method = '', template = ''] = route.split(' ');
  const { body } = parts;
  return { method, path: filled(template, parts), ...(body !== undefined && { body }) };
}
