import * as v from 'valibot';
import { reportAnswer, type ReportAnswer } from '../../lib/contracts/answers/reports.ts';
import type { Launch } from './launch.ts';
import { person } from './stage.ts';

const SHORTEST_WINDOW_SECONDS = 60;

/** What the API reports of the launch so far: of as many seconds as it has taken. Rejects when it reports nothing. */
export async function readReport(
  { options, client, runId }: Pick<Launch, 'options' | 'client' | 'runId'>,
  secondsSoFar: number,
): Promise<ReportAnswer> {
  const window = Math.max(SHORTEST_WINDOW_SECONDS, Math.ceil(secondsSoFar));
  const path = `/v1/report?window=${window}s&run=${runId}`;
  const { status, body } = await client.call(await person(options.stage, 'viewer'), { method: 'GET', path });
  if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
  return v.parse(reportAnswer, body);
}
