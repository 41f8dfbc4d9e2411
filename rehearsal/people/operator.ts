import * as v from 'valibot';
import type { ApiClient, Credential } from '../api-client.ts';
import { ANSWERS } from '../events/answers.ts';

export interface OperatorOptions {
  readonly client: Pick<ApiClient, 'call'>;
  /** Anew for each request: tokens live for 15 minutes. */
  readonly operator: () => Promise<Credential>;
  /** Whose incidents are seen to. */
  readonly runbooks: readonly string[];
  /** Lets some time pass between two looks. */
  readonly pause: () => Promise<unknown>;
  readonly isOver: () => boolean;
}

const offers = v.object({
  commands: v.array(
    v.object({
      method: v.string(),
      path: v.string(),
      headers: v.exactOptional(v.record(v.string(), v.string())),
      body: v.exactOptional(v.record(v.string(), v.unknown())),
    }),
  ),
});

/** What gives back what a runbook has taken: the other offers start something anew. */
const RESTORES = /^\/v1\/(traffic|breakers)\//;

/**
 * Sees to the incidents of some runbooks: sends what they offer to restore, again and again until it is taken (it is
 * refused while the cause lasts), and resolves the incident once nothing is left to restore.
 */
export async function seeToIncidents(options: OperatorOptions): Promise<void> {
  const taken = new Set<string>();
  while (!options.isOver()) {
    for (const id of await openOnes(options)) await seeTo(options, id, taken).catch(() => undefined);
    await options.pause();
  }
}

async function seeTo(options: OperatorOptions, id: string, taken: Set<string>): Promise<void> {
  const incident = await call(options, { method: 'GET', path: `/v1/incidents/${id}` });
  const restoring = v.parse(offers, incident.body).commands.filter(({ path }) => RESTORES.test(path));
  const keyOf = (command: { readonly path: string }) => `${id} ${command.path}`;
  for (const command of restoring.filter((one) => !taken.has(keyOf(one)))) {
    const { status } = await call(options, command);
    if (status < 300) taken.add(keyOf(command));
  }
  // What has been restored is offered no more.
  const isRestored = [...taken].some((key) => key.startsWith(`${id} `));
  if (!isRestored || !restoring.every((one) => taken.has(keyOf(one)))) return;
  const body = { resolution: 'Rehearsed: well again, and restored' };
  await call(options, { method: 'POST', path: `/v1/incidents/${id}/resolve`, headers: ANY_VERSION, body });
}

const ANY_VERSION = { 'if-match': '*' };

async function openOnes(options: OperatorOptions): Promise<readonly string[]> {
  try {
    const { body } = await call(options, { method: 'GET', path: '/v1/incidents?limit=100' });
    return v
      .parse(ANSWERS.incidents, body)
      .items.flatMap(({ id, status, runbook = '' }) =>
        status === 'open' && options.runbooks.includes(runbook) ? [id] : [],
      );
  } catch {
    // Nobody answers at the moment.
    return [];
  }
}

async function call({ client, operator }: OperatorOptions, request: Parameters<ApiClient['call']>[1]) {
  return client.call(await operator(), request);
}
