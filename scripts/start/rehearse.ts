import type { Config } from '../../lib/config/config.ts';
import type { Scenario } from '../../lib/config/schemas/rehearsals/sections.ts';
import type { ReportAnswer } from '../../lib/contracts/answers/reports.ts';
import { recount, type Recount } from '../../rehearsal/recount/differences.ts';
import { rehearseLaunch } from '../../rehearsal/launch/rehearse-launch.ts';
import { selectionsOf } from '../../rehearsal/launch/run-traffic.ts';
import { alarmStates } from './alarm-states.ts';
import { withEntropyHistory } from './entropy-history.ts';
import { createEventLines } from './event-lines.ts';
import { passFirstSchedules } from './first-schedules.ts';
import { decidingInvitation, lookingInvitation } from './invitation.ts';
import { keepReport } from './keep-report.ts';
import { createLaunchProgress } from './launch-progress.ts';
import type { RunningStack } from './launch-stack.ts';
import type { StartOptions } from './options.ts';
import { recountText, resultText } from './print-result.ts';
import type { Says } from './says.ts';
import type { World } from './world.ts';

export interface RehearsalOptions {
  readonly stack: RunningStack;
  readonly world: World;
  readonly config: Config;
  readonly scenario: Scenario;
  readonly options: StartOptions;
  readonly says: Says;
  /** Ends the rehearsal early. */
  readonly stop: AbortSignal;
}

const aside = (text: string): void => void process.stderr.write(text);

/** Rehearses a launch and prints what came of it. True when it all came about as the scenario says. */
export async function rehearse({
  stack,
  world,
  config,
  scenario,
  options,
  says,
  stop,
}: RehearsalOptions): Promise<boolean> {
  const { sessions = scenario.traffic.sessions, noAuth, interactive } = options;
  const { time, traffic, training } = scenario;
  const selections = selectionsOf(sessions, traffic.returning);
  says.text(`${headline(options.scenario, scenario)}\n`);
  await passFirstSchedules(stack.clock);
  const alarms = alarmStates(stack, config.stage.name);
  try {
    const rehearsed = await rehearseLaunch({
      ...{ scenario, sessions, stop, isInteractive: interactive },
      name: `rehearsal-${Date.now()}`,
      stage: { ...stack, noAuth, alarms: alarms.read },
      models: world.models,
      plant: world.plant,
      ...(options.out !== undefined && { out: options.out }),
      onEvent: createEventLines(says.text),
      onProgress: createLaunchProgress({ launchMs: time.launch, selections, steps: training.steps }, aside),
      onAsked: async (approval) => {
        const invite = interactive ? decidingInvitation : lookingInvitation;
        says.text(await invite({ stack, options }, approval));
      },
    });
    if (stop.aborted) return false;
    const coefficients = rehearsed.training?.coefficients ?? [];
    const report = rehearsed.report && withEntropyHistory(rehearsed.report, coefficients);
    says.text(resultText(rehearsed, report));
    const counted = report && options.out !== undefined ? kept(options.out, report) : undefined;
    const { seconds, verdicts } = rehearsed;
    says.data({ scenario: options.scenario, seconds, verdicts, report, recount: counted });
    return verdicts.every(({ holds }) => holds) && (counted?.differences ?? []).length === 0;
  } finally {
    alarms.close();
  }
}

/** Keeps a report beside its log, and counts it again. */
function kept(folder: string, report: ReportAnswer): Recount {
  keepReport(folder, report);
  const counted = recount(folder);
  aside(`artisan: the report is in ${folder}\n${recountText(counted)}`);
  return counted;
}

function headline(name: string, { description, time }: Scenario): string {
  const hours = time.launch / 3_600_000;
  const scale = (time.takes / 1_000 / hours).toFixed(1);
  return `${name}: ${description}\n  ${hours} hours in ${time.takes / 1_000} s, an hour in ${scale} s; times are of the launch`;
}
