import { setTimeout as delay } from 'node:timers/promises';
import type { RehearsalStage } from './rehearsal-stage.ts';

const BETWEEN_ROUNDS_MS = 200;
/** So many that some of them go to any mode. */
const ALL = Array.from({ length: 40 }, (_, index) => `meanwhile-${index}`);
const ENOUGH = 3;

/** Has this mode answer requests, each in two seconds, until the work is over. */
export async function serveMeanwhile<Result>(
  stage: RehearsalStage,
  mode: string,
  work: Promise<Result>,
): Promise<Result> {
  const life = { isOver: false };
  const end = () => {
    life.isOver = true;
  };
  work.then(end, end);
  let sessions: readonly string[] = ALL;
  while (!life.isOver) {
    const served = await serve(stage, mode, sessions);
    sessions = served.length === 0 ? ALL : served.slice(0, ENOUGH);
    await delay(BETWEEN_ROUNDS_MS);
  }
  return work;
}

/** @returns the sessions that this mode has answered */
async function serve(
  stage: RehearsalStage,
  mode: string,
  sessions: readonly string[],
): Promise<readonly string[]> {
  const selections = (await stage.selectEach(sessions)).map(({ body }, index) => ({
    session: sessions[index] ?? '',
    ...{ mode: body['mode'], id: body['selection_id'] },
  }));
  const served = selections.filter((selection) => selection.mode === mode);
  const outcomes = served.map(({ id: selection_id }) => ({
    ...{ selection_id, mode, status: 'ok', latency_ms: 2_000 },
  }));
  if (outcomes.length > 0)
    await stage.asService({ method: 'POST', path: '/v1/outcomes', body: { outcomes } });
  return served.map(({ session }) => session);
}
