import { apiFunction } from '../../functions/shared/api-function.ts';
import { createDependencies } from '../../functions/selections/dependencies.ts';
import { selectionsRoute } from '../../functions/selections/selections.ts';
import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { runtimeVariables } from '../selections/environment.ts';
import { CONTEXT, selectionEvent } from '../selections/event.ts';

/** Sends one request for a mode, and answers with the reason of the answer, or the status where there is none. */
export type Ask = (sessionId?: string) => Promise<string>;

/** What functions/selections/handler.ts does, but for the log and the metrics, which would fill the terminal. */
export async function startSelections(
  endpoint: string,
  variables: Readonly<Record<string, string>>,
): Promise<Ask> {
  // The SDK reads these when a client makes its first call; a profile would go before them.
  Object.assign(process.env, runtimeVariables(endpoint));
  delete process.env['AWS_PROFILE'];
  const surroundings = { log: { error: () => undefined }, metrics: () => undefined };
  const dependencies = createDependencies(parseEnvironment('selections', variables), surroundings);
  await dependencies.warmUp();
  const handler = apiFunction({ 'POST /v1/selections': selectionsRoute(dependencies) }, surroundings);
  return async (sessionId) => {
    const { statusCode, body = '' } = await handler(selectionEvent(sessionId), CONTEXT);
    return /"reason":"(\w+)"/.exec(body)?.[1] ?? `status ${String(statusCode)}`;
  };
}
