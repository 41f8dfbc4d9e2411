import type { components, paths } from './schema.ts';

export type Method = 'get' | 'put' | 'post' | 'delete';

/** Named schemas of the API: `Schemas['Run']`. */
export type Schemas = components['schemas'];

/** Paths that have the method. */
export type PathsOf<M extends Method> = {
  [Path in keyof paths]: paths[Path] extends Readonly<Record<M, object>> ? Path : never;
}[keyof paths];

/** What a call takes: parameters, body and preconditions, each only where its route has it. */
export type Options<Path extends keyof paths, M extends Method> = OptionsOf<paths[Path][M]>;

type OptionsOf<Operation> = PathPart<Operation> &
  QueryPart<Operation> &
  BodyPart<Operation> &
  HeaderPart<Operation> &
  CallOptions;

export interface CallOptions {
  /** Ends the call, its waits between retries included. */
  readonly signal?: AbortSignal;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

type PathPart<Operation> = Operation extends { parameters: { path: infer Path } }
  ? { readonly path: { readonly [Name in keyof Path]: string | number } }
  : object;

type QueryPart<Operation> = Operation extends { parameters: { query?: infer Query } }
  ? [Exclude<Query, undefined>] extends [never]
    ? object
    : { readonly query?: Optional<Exclude<Query, undefined>> }
  : object;

/** So that a caller may pass on what it may have. */
type Optional<T> = { readonly [Name in keyof T]: T[Name] | undefined };

type BodyPart<Operation> = Operation extends { requestBody: { content: { 'application/json': infer Body } } }
  ? { readonly body: Body }
  : object;

type HeaderPart<Operation> = Operation extends { parameters: { header: { 'If-Match': string } } }
  ? {
      /** The ETag of the resource as it was read, or `*`. */
      readonly ifMatch: string;
    } & KeyPart<Operation>
  : KeyPart<Operation>;

type KeyPart<Operation> = Operation extends { parameters: { header?: { 'Idempotency-Key'?: string } } }
  ? {
      /** A fresh one unless given. Give the same one to send the same request again, in another process too. */
      readonly idempotencyKey?: string;
    }
  : object;

/** What a route answers when it does what it was asked. */
export type Data<Path extends keyof paths, M extends Method> = DataOf<paths[Path][M]>;

type DataOf<Operation> = Operation extends { responses: infer Responses }
  ? ContentOf<Responses[keyof Responses & (200 | 201 | 202)]>
  : never;

type ContentOf<Answer> = Answer extends { content: infer Content } ? Content[keyof Content] : never;

/** Lists that can be read page by page. */
export type ListPaths = {
  [Path in PathsOf<'get'>]: Data<Path, 'get'> extends { readonly items: readonly unknown[] } ? Path : never;
}[PathsOf<'get'>];

export type Item<Path extends ListPaths> =
  Data<Path, 'get'> extends { readonly items: readonly (infer One)[] } ? One : never;
