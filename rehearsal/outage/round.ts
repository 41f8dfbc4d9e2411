import type { ApiClient, Credential } from '../api-client.ts';
import { callModel } from '../models/call-model.ts';
import type { Models } from '../models/models.ts';
import { outcomeReport, type Served } from '../traffic/outcome-report.ts';
import { parseSelection } from '../traffic/selection-seen.ts';

export interface ServingTeam {
  readonly client: ApiClient;
  /** Of the serving team. */
  readonly credential: Credential;
  readonly models: Models;
}

/**
 * One request of each session, as the serving team serves it: ask for a mode, call its first model, and report all
 * outcomes in one batch.
 * @throws Error when the API does not take one of them
 */
export async function serveRound(team: ServingTeam, sessions: readonly string[]): Promise<readonly Served[]> {
  const served = await Promise.all(sessions.map((session) => serveOne(team, session)));
  const outcomes = served.map(outcomeReport);
  const { status, body } = await post(team, '/v1/outcomes', { outcomes });
  if (status !== 202) throw new Error(`POST /v1/outcomes answered ${status}: ${JSON.stringify(body)}`);
  return served;
}

async function serveOne(team: ServingTeam, session: string): Promise<Served> {
  const { status, body } = await post(team, '/v1/selections', { session_id: session });
  if (status !== 200) throw new Error(`POST /v1/selections answered ${status}: ${JSON.stringify(body)}`);
  const selection = parseSelection(body);
  const [model = ''] = selection.models;
  return { selection, model, ...(await callModel(team.models.urls[model])) };
}

const post = ({ client, credential }: ServingTeam, path: string, body: unknown) =>
  client.call(credential, { method: 'POST', path, body });
