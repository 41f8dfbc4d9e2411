import { compileLogFormat } from './access-log/format.ts';
import type { Exchange } from './exchange.ts';
import type { GatewayResponse } from './http/gateway-response.ts';
import type { AccessLogEntry, ApiGatewayOptions } from './options.ts';
import type { ApiModel, Stage } from './template/api-model.ts';

type Observer = (exchange: Exchange, response: GatewayResponse) => void;

/** Tells `onAccessLog`, `onAnswered` and `onAnswer` of each answer. Throws at once for a log format that cannot be filled. */
export function createObserver(api: ApiModel, options: ApiGatewayOptions): Observer {
  const { clock, environment } = options;
  const { apiId } = api;
  const logs = new Map(api.stages.map((stage) => [stage, createLog(stage)]));
  return (exchange, { statusCode, headers, body }) => {
    const latencyMs = clock.now() - exchange.receivedAt;
    const responseLength = body.length;
    const entry =
      exchange.stage &&
      logs.get(exchange.stage)?.({ exchange, apiId, environment, statusCode, responseLength, latencyMs });
    if (entry) options.onAccessLog?.(entry);
    options.onAnswered?.({
      apiId,
      stage: exchange.stage?.name ?? '$default',
      routeKey: exchange.route?.key.text,
      statusCode,
      receivedAt: exchange.receivedAt,
      latencyMs,
      integrationLatencyMs: exchange.integration?.latencyMs,
      dataProcessed: exchange.bodyLength + responseLength,
    });
    const { method, route, receivedAt } = exchange;
    options.onAnswer?.({ routeKey: route?.key.text, method, statusCode, receivedAt, headers, body });
  };
}

function createLog({
  accessLog,
}: Stage): ((answered: Parameters<ReturnType<typeof compileLogFormat>>[0]) => AccessLogEntry) | undefined {
  if (!accessLog) return undefined;
  const { destinationArn, format } = accessLog;
  const fill = compileLogFormat(format);
  return (answered) => ({ destinationArn, line: fill(answered) });
}
