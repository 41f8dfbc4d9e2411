import { readBody, type RawBody } from './body.ts';
import { checkRole } from './caller.ts';
import type { ApiRequest, ApiResponse, Route } from './http.ts';

/** A request whose body nobody has looked at yet. */
export interface RawRequest extends Omit<ApiRequest<unknown>, 'body'> {
  readonly raw: RawBody;
}

export type BoundRoute = (request: RawRequest) => Promise<ApiResponse> | ApiResponse;

/** Who may, then what was sent, then the work: nobody learns by a 400 what a 403 would have kept from him. */
export function route<Body = undefined>({ roles, body, handle }: Route<Body>): BoundRoute {
  return ({ raw, ...request }) => {
    if (roles) checkRole(request.caller, roles);
    // A route without a schema is a Route<undefined>.
    return handle({ ...request, body: body ? readBody(raw, body) : (undefined as Body) });
  };
}
