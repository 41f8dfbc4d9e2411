import type { Clock } from '../../lib/shared/clock.ts';
import type { AnswerObserver } from '../../local/api-gateway/options.ts';
import { noLines, writeJsonLines } from '../../rehearsal/log/json-lines.ts';
import type { Reported } from '../../rehearsal/plant/connect-plant.ts';

/** What a stage answers to anybody, and what the plant reports: what its report is counted again from, beside traffic and training. */
export interface StageLog {
  readonly onAnswer: AnswerObserver;
  readonly onReported: Reported;
  /** What comes later is not kept. */
  readonly close: () => void;
}

/** Each line at once: the log is read while the stage still answers. */
const AT_ONCE = 1;

/** @param path none is kept without it */
export function openStageLog(path: string | undefined, clock: Clock): StageLog {
  let log = path === undefined ? noLines : writeJsonLines(path, AT_ONCE);
  return {
    onAnswer: ({ statusCode: status, receivedAt: at }) => {
      log.write({ type: 'answer', at, answered_at: clock.now(), status });
    },
    onReported: (signals, at) => {
      const { values = [] } = signals.find(({ metric }) => metric === 'HitRate') ?? {};
      for (const [hit_rate] of values) log.write({ type: 'signals', at, hit_rate });
    },
    close: () => {
      log.close();
      log = noLines;
    },
  };
}
