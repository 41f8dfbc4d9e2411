import type { GenericSchema } from 'valibot';
import type { ProblemCode } from '../problems.ts';
import type { ROUTES } from '../routes.ts';

/** Routes that the API's document has: all but what takes the rest. */
export type DocumentedRoute = Exclude<keyof typeof ROUTES, '$default'>;

/** What a route asks and answers, beyond who serves it and for whom: what the API's document is made of. */
export interface RouteDescription {
  readonly tag: Tag;
  /** One line: what it does or tells. */
  readonly summary: string;
  readonly description?: string;
  /** Of parameters in the path, where the names' own (path-parameters.ts) are not meant. */
  readonly path?: Readonly<Record<string, GenericSchema>>;
  /** A strictObject of texts: the one that the route parses. */
  readonly query?: GenericSchema;
  /** The schema that the route parses, or what says the same. */
  readonly body?: BodyDescription;
  /** The change needs If-Match. */
  readonly ifMatch?: true;
  readonly idempotencyKey?: true;
  /** What the function itself asks for, where the gateway lets everyone pass. */
  readonly asks?: 'scrapeToken' | 'slackSignature';
  /** By status. */
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** Its own; what every route with a body, a query, a role... may answer follows from those. */
  readonly problems?: readonly ProblemCode[];
}

export interface BodyDescription {
  readonly schema: GenericSchema;
  readonly example: unknown;
  /** `application/json` unless given. */
  readonly mediaType?: string;
}

export interface AnswerDescription {
  /** Without it there is no body. */
  readonly schema?: GenericSchema;
  /** `application/json` unless given. */
  readonly mediaType?: string;
  readonly headers?: readonly AnswerHeader[];
  readonly example?: unknown;
}

export type AnswerHeader = 'etag' | 'location' | 'retry-after';

export type Tag =
  'Serving' | 'Traffic' | 'Training' | 'Checkpoints' | 'Runbooks' | 'Approvals' | 'Incidents' | 'Status';
