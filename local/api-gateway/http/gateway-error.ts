/** What API Gateway answers by itself: a status and `{"message"}`, never a problem of the function's making. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `$context.error.responseType` of access logs. */
  readonly responseType: string;

  constructor(
    statusCode: number,
    message: string,
    options: { headers?: Record<string, string>; responseType?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.statusCode = statusCode;
    this.headers = options.headers ?? {};
    this.responseType = options.responseType ?? (statusCode < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  }
}

export const badRequest = (): GatewayError =>
  new GatewayError(400, 'Bad Request', { responseType: 'BAD_REQUEST_PARAMETERS' });
