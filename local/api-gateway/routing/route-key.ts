/** A part of a route's path between slashes. */
export type Segment =
  | { readonly kind: 'static'; readonly text: string }
  /** `{name}`: exactly one segment, not empty. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** `{name+}`: all that is left. */
  | { readonly kind: 'greedy'; readonly name: string };

export interface RouteKey {
  /** As the template has it: `GET /v1/runs/{run}`. */
  readonly text: string;
  /** A method, or `ANY`. */
  readonly method: string;
  /** Undefined for `$default`, which takes whatever no other route does. */
  readonly segments: readonly Segment[] | undefined;
}

const METHODS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Source: "Create routes for HTTP APIs in API Gateway". Throws for what API Gateway would refuse. */
export function parseRouteKey(text: string): RouteKey {
  if (text === '$default') return { text, method: 'ANY', segments: undefined };
  const [method = '', path = '', ...rest] = text.split(' ');
  if (!METHODS.includes(method) || !path.startsWith('/') || rest.length > 0) {
    throw new Error(`'${text}' is not a route key: $default, or one of ${METHODS.join(', ')} and a path`);
  }
  const segments = path.slice(1).split('/').map(parseSegment);
  if (segments.some(({ kind }, index) => kind === 'greedy' && index < segments.length - 1)) {
    throw new Error(`'${text}' is not a route key: a greedy parameter must come last`);
  }
  return { text, method, segments };
}

function parseSegment(part: string): Segment {
  const parameter = /^\{([^{}+]+)(\+?)\}$/.exec(part);
  if (parameter) {
    const [, name = '', plus] = parameter;
    return { kind: plus === '+' ? 'greedy' : 'parameter', name };
  }
  if (/[{}]/.test(part)) throw new Error(`'${part}' is neither a path segment nor a parameter`);
  return { kind: 'static', text: part };
}
