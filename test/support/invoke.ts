import type { Context } from 'aws-lambda';
import type { ApiEvent, ApiResult } from '../../functions/shared/api-function.ts';
import type { MetricPoint } from '../../lib/shared/emf.ts';

type Handler = (event: ApiEvent, context: Context) => Promise<ApiResult>;

/** The handlers under test look at nothing of it. */
const CONTEXT = {} as Context;

export interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
}

export async function invoke(handler: Handler, event: ApiEvent): Promise<Answer> {
  const { statusCode, headers = {}, body = '' } = await handler(event, CONTEXT);
  return { status: statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
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
