import type { ApiClient, Credential } from '../api-client.ts';
import type { Models } from '../models/models.ts';
import { parseSelection, type SelectionSeen } from '../traffic/selection-seen.ts';

export interface ServingTeam {
  readonly client: ApiClient;
  /** Of the serving team. */
  readonly credential: Credential;
  readonly models: Models;
}

/** How one request of a user went. */
export interface Served {
  readonly selection: SelectionSeen;
  readonly model: string;
  readonly ok: boolean;
  readonly latencyMs: number;
}

/**
 * One request of each session, as the serving team serves it: ask for a mode, call its first model, and report all
 * outcomes in one batch.
 * @throws Error when the API does not take one of them
 */
export async function serveRound(team: ServingTeam, sessions: readonly string[]): Promise<readonly Served[]> {
  const served = await Promise.all(sessions.map((session) => serveOne(team, session)));
  const outcomes = served.map(({ selection, model, ok, latencyMs }) => ({
    selection_id: selection.selection_id,
    mode: selection.mode,
    model,
    status: ok ? 'ok' : 'error',
    latency_ms: latencyMs,
  }));
  const { status, body } = await post(team, '/v1/outcomes', { outcomes });
  if (status !== 202) throw new Error(`POST /v1/outcomes answered ${status}: ${JSON.stringify(body)}`);
  return served;
}

async function serveOne(team: ServingTeam, session: string): Promise<Served> {
  const { status, body } = await post(team, '/v1/selections', { session_id: session });
  if (status !== 200) throw new Error(`POST /v1/selections answered ${status}: ${JSON.stringify(body)}`);
  const selection = parseSelection(body);
  const [model = ''] = selection.models;
  const startedAt = performance.now();
  const ok = await isAnswered(team.models.urlOf(model));
  return { selection, model, ok, latencyMs: performance.now() - startedAt };
}

const post = ({ client, credential }: ServingTeam, path: string, body: unknown) =>
  client.call(credential, { method: 'POST', path, body });

const PATIENCE_MS = 5_000;

async function isAnswered(url: string | undefined): Promise<boolean> {
  if (url === undefined) return false;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
