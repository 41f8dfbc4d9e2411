import { readBody, type RawBody } from './body.ts';
import { checkRole } from './caller.ts';
import type { ApiRequest, ApiResponse, Caller, RawQuery, Route } from './http.ts';
import { readQuery } from './query.ts';

/** A request whose body and query nobody has looked at yet. */
export interface RawRequest extends Omit<ApiRequest<unknown>, 'body'> {
  readonly raw: RawBody;
}

export interface BoundRoute {
  (request: RawRequest): Promise<ApiResponse> | ApiResponse;
  /** What the route asks of its caller, for wrappers that may answer in its place. @throws ProblemError forbidden */
  readonly authorize: (caller: Caller) => void;
}

/** Who may, then what was sent, then the work: nobody learns by a 400 what a 403 would have kept from him. */
export function route<Body = undefined, Query = RawQuery>(contract: Route<Body, Query>): BoundRoute {
  const { roles, body, maxBodyBytes, query, handle } = contract;
  if (query && query.type !== 'strict_object')
    throw new Error(`The query schema of a route is a ${query.type}, which would let unknown names pass`);
  const authorize = (caller: Caller) => {
    if (roles) checkRole(caller, roles);
  };
  const serve = ({ raw, ...request }: RawRequest) => {
    authorize(request.caller);
    return handle({
      ...request,
      // A route without a schema is a Route<undefined> and has the query as it came.
      query: query ? readQuery(request.query, query) : (request.query as Query),
      body: body ? readBody(raw, body, maxBodyBytes) : (undefined as Body),
    });
  };
  return Object.assign(serve, { authorize });
}
