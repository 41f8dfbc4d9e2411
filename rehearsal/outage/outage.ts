import { setTimeout as delay } from 'node:timers/promises';
import type { Credential } from '../api-client.ts';
import type { Served } from '../traffic/outcome-report.ts';
import type { Victim } from './choose-victim.ts';
import { serveRound, type ServingTeam } from './round.ts';

export interface OutageOptions extends ServingTeam {
  readonly viewer: Credential;
  readonly victim: Victim;
  /** Sessions that are pinned to the victim's mode. */
  readonly sessions: readonly string[];
  /** How long each turn of the story may take. */
  readonly patienceMs: number;
}

/** When something came about, in seconds since its cause; undefined when it did not. */
export interface OutageResult {
  readonly victim: Victim;
  readonly sessions: number;
  /** Answers of the failing model until all sessions were elsewhere. */
  readonly failedAnswers: number;
  readonly elsewhereAfter: number | undefined;
  /** What the API said of the breaker then. */
  readonly stateMeanwhile: string;
  readonly backAfter: number | undefined;
  readonly stateAfterwards: string;
}

/** Between two requests of a session. */
const PAUSE_MS = 250;

/** One model fails for a while: its breaker opens, the sessions of its mode are served elsewhere, and come back. */
export async function rehearseOutage(options: OutageOptions): Promise<OutageResult> {
  const { victim, sessions, models } = options;
  let failedAnswers = 0;
  models.fail(victim.model);
  const elsewhereAfter = await serveUntil(options, (round) => {
    failedAnswers += round.filter(({ ok }) => !ok).length;
    return round.every(
      ({ selection }) => selection.mode !== victim.mode && selection.reason === 'breaker_open',
    );
  });
  const stateMeanwhile = await stateOf(options);
  models.recover(victim.model);
  const backAfter = await serveUntil(options, (round) =>
    round.every(({ selection, ok }) => selection.mode === victim.mode && ok),
  );
  const stateAfterwards = await stateOf(options);
  return {
    ...{ victim, sessions: sessions.length, failedAnswers },
    ...{ elsewhereAfter, stateMeanwhile, backAfter, stateAfterwards },
  };
}

/** @returns seconds until a round was as wanted; undefined when none was in time */
async function serveUntil(
  options: OutageOptions,
  isAsWanted: (round: readonly Served[]) => boolean,
): Promise<number | undefined> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < options.patienceMs) {
    if (isAsWanted(await serveRound(options, options.sessions)))
      return (performance.now() - startedAt) / 1_000;
    await delay(PAUSE_MS);
  }
  return undefined;
}

async function stateOf({ client, viewer, victim }: OutageOptions): Promise<string> {
  const { body } = await client.call(viewer, { method: 'GET', path: `/v1/breakers/${victim.model}` });
  return typeof body === 'object' && body !== null && 'state' in body
    ? String(body.state)
    : JSON.stringify(body);
}
