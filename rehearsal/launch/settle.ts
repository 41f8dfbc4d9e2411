import { setTimeout as delay } from 'node:timers/promises';
import type { ReportAnswer } from '../../lib/contracts/answers/reports.ts';
import type { Happening } from '../events/launch-event.ts';
import type { Watch } from '../events/watch.ts';
import { judgeEvents } from '../expect/judge-events.ts';
import { judgeReport } from '../expect/judge-report.ts';
import type { Verdict } from '../expect/verdict.ts';
import type { Launch } from './launch.ts';
import { readReport } from './read-report.ts';

export interface Settling {
  readonly launch: Launch;
  readonly watch: Watch;
  readonly events: readonly Happening[];
  readonly secondsSoFar: () => number;
}

export interface Settled {
  readonly report: ReportAnswer | undefined;
  readonly verdicts: readonly Verdict[];
}

const LOOK_EVERY_MS = 1_000;
/** Lines that say nothing of fewer sessions than a scenario has: in them the same outage weighs more. */
const OF_MANY = ['split.', 'serving.errors'];

/** Waits until everything has come about as expected and nothing is under way, for as long as the scenario allows. */
export async function settle(settling: Settling): Promise<Settled> {
  const { launch, watch } = settling;
  const deadline = performance.now() + launch.options.scenario.time.settle;
  for (;;) {
    await watch.look();
    const settled = await judge(settling);
    const isAsExpected = settled.verdicts.every(({ holds }) => holds);
    const isLost = settled.verdicts.some(({ isLost: lost }) => lost === true);
    if ((isAsExpected || isLost) && !isBusy(watch)) return settled;
    if (launch.over.aborted || isTooLate(launch, watch, deadline)) return settled;
    await delay(LOOK_EVERY_MS);
  }
}

async function judge({ launch, watch, events, secondsSoFar }: Settling): Promise<Settled> {
  const { scenario, sessions } = launch.options;
  const { blind } = watch;
  const report = await readReport(launch, secondsSoFar()).catch((error: unknown) => String(error));
  const verdicts: readonly Verdict[] = [
    ...judgeEvents(scenario.expect.events, events),
    { says: 'everything can be seen at its end', holds: blind.length === 0, but: blind.join('; ') },
  ];
  if (typeof report === 'string')
    return {
      report: undefined,
      verdicts: [...verdicts, { says: 'there is a report', holds: false, but: report }],
    };
  const isTooFew = sessions < scenario.traffic.sessions;
  const expected = isTooFew ? { ...scenario.expect.report, ...anyOfMany(report) } : scenario.expect.report;
  return { report, verdicts: [...verdicts, ...judgeReport(expected, report.lines)] };
}

function anyOfMany({ lines }: ReportAnswer): Readonly<Record<string, 'any'>> {
  const ids = lines.flatMap(({ id }) => (OF_MANY.some((line) => id.startsWith(line)) ? [id] : []));
  return Object.fromEntries(ids.map((id) => [id, 'any'] as const));
}

const isBusy = ({ seen }: Watch): boolean =>
  seen.some(({ event, as }) => event === 'runbook' && ['running', 'waiting_approval'].includes(as));

/** A person may take as long as he likes. */
function isTooLate({ options }: Launch, { seen }: Watch, deadline: number): boolean {
  const isAsked = seen.some(({ event, as }) => event === 'approval' && as === 'pending');
  return performance.now() > deadline && !(options.isInteractive && isAsked);
}
