import type { Scenario } from '../../lib/config/schemas/rehearsals/sections.ts';
import type { ReportAnswer } from '../../lib/contracts/answers/reports.ts';
import type { ApiClient } from '../api-client.ts';
import type { ApprovalSeen } from '../events/answers.ts';
import type { Happening, LaunchEvent } from '../events/launch-event.ts';
import type { Verdict } from '../expect/verdict.ts';
import type { Models } from '../models/models.ts';
import type { Plant } from '../plant/plant.ts';
import type { TrafficResult } from '../traffic/traffic-order.ts';
import type { TrainerLog } from '../training/trainer-log.ts';
import type { LaunchTime } from './launch-time.ts';
import type { Stage } from './stage.ts';

/** What a rehearsal is given. */
export interface LaunchOptions {
  readonly scenario: Scenario;
  readonly stage: Stage;
  readonly models: Models;
  readonly plant: Pick<Plant, 'break'>;
  /** Tells this rehearsal from an earlier one on the same stage: of letters, digits and `-`. */
  readonly name: string;
  /** Fewer sessions than the scenario has are too few to hold their split to anything. */
  readonly sessions: number;
  /** A folder for everything that is sent and answered. */
  readonly out?: string;
  /** Whether a person decides what is asked, who may take as long as he likes. */
  readonly isInteractive: boolean;
  readonly onEvent: (event: LaunchEvent) => void;
  readonly onProgress: (progress: Progress) => void;
  readonly onAsked: (approval: ApprovalSeen) => Promise<unknown>;
  /** Ends the rehearsal early. */
  readonly stop: AbortSignal;
}

export interface Progress {
  readonly launchMs: number;
  readonly selections: number;
  readonly steps: number;
}

/** What came of it. */
export interface Rehearsed {
  readonly events: readonly LaunchEvent[];
  /** Undefined when there was none to be had. */
  readonly report: ReportAnswer | undefined;
  readonly verdicts: readonly Verdict[];
  readonly traffic: TrafficResult | undefined;
  readonly training: TrainerLog | undefined;
  readonly seconds: number;
}

/** What its parts share while it goes on. */
export interface Launch {
  readonly options: LaunchOptions;
  readonly client: ApiClient;
  readonly time: LaunchTime;
  readonly runId: string;
  readonly record: (happening: Happening) => void;
  /** As far as traffic and trainer have come. */
  readonly done: { selections: number; steps: number };
  /** Ends what would go on for ever: at the end, and when the rehearsal is stopped. */
  readonly over: AbortSignal;
}
