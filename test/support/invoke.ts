import type { Context } from 'aws-lambda';
import type { ApiEvent, ApiResult } from '../../functions/shared/api-function.ts';
import { ROUTES } from '../../lib/contracts/routes.ts';
import type { MetricPoint } from '../../lib/shared/emf.ts';
import { createAnswerChecker } from './openapi/answer-checker.ts';

const check = createAnswerChecker();

type Handler = (event: ApiEvent, context: Context) => Promise<ApiResult>;

/** The handlers under test look at nothing of it. */
const CONTEXT = {} as Context;

export interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
}

export async function invoke(handler: Handler, event: ApiEvent): Promise<Answer> {
  const { statusCode = 0, headers = {}, body = '' } = await handler(event, CONTEXT);
  expectAsDocumented(event.routeKey, { statusCode, headers, body });
  return { status: statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
}

/** Routes that a test has made up are in no document. */
function expectAsDocumented(
  routeKey: string,
  {
    statusCode,
    headers,
    body,
  }: { statusCode: number; headers: NonNullable<ApiResult['headers']>; body: string },
): void {
  if (!Object.hasOwn(ROUTES, routeKey)) return;
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const answer = { routeKey, method: '', statusCode, headers: texts, body: Buffer.from(body) };
  expect(check(answer)).toEqual([]);
}

/** Surroundings that remember what was logged and counted. */
export function recordingSurroundings() {
  const logged: string[] = [];
  const points: MetricPoint[] = [];
  return {
    logged,
    points,
    log: { error: (message: string) => logged.push(message) },
    metrics: (more: readonly MetricPoint[]) => points.push(...more),
  };
}
