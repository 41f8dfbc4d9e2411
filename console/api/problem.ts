/** Something that the API, or the way to it, did not do. */
export interface Problem {
  /** 0 when nothing answered. */
  readonly status: number;
  readonly code?: string;
  readonly title: string;
  readonly detail?: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  /** Seconds. */
  readonly retryAfter?: number;
  /** When what is still shown was read, in milliseconds since the epoch. */
  readonly readAt?: number;
}

/** What is said of an answer that is none of the good ones: problem+json, or what the gateway says by itself. */
export function problemOf(status: number, body: unknown, retryAfter?: number): Problem {
  const told = membersOf(body);
  const text = (name: string) => (typeof told[name] === 'string' ? told[name] : undefined);
  const code = text('code');
  const detail = text('detail') ?? text('message');
  return {
    status,
    title: text('title') ?? TITLES[status] ?? `The API answered ${status}`,
    ...(code !== undefined && { code }),
    ...(detail !== undefined && { detail }),
    errors: Array.isArray(told['errors']) ? told['errors'].map(errorOf) : [],
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

const TITLES: Readonly<Record<number, string>> = {
  0: 'No answer came',
  401: 'The token is not, or no longer, good',
  429: 'Too many requests: it goes on by itself',
};

function errorOf(error: unknown) {
  const { pointer, detail } = membersOf(error);
  const text = (told: unknown) => (typeof told === 'string' ? told : '');
  return { pointer: text(pointer), detail: text(detail) };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
