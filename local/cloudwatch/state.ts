import type { Alarms } from './alarms/alarms.ts';
import type { AlarmHistory } from './alarms/history.ts';
import type { CloudWatchOptions } from './options.ts';
import { createLog } from './persistence/log.ts';
import { createRestorer } from './persistence/restore.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { createWatch } from './watch.ts';

/** All that CloudWatch remembers. With a `stateDir`, what was flushed outlives the process, however it ends. */
export interface State {
  readonly recorder: Recorder;
  readonly alarms: Alarms;
  readonly history: AlarmHistory;
  flush(): void;
  /** Resolves when nothing is on its way out any more. */
  close(): Promise<void>;
}

/** `onAlarms` is called when an alarm has come, changed or gone. */
export function openState(options: CloudWatchOptions, onAlarms: () => void): State {
  const { clock, stateDir } = options;
  const log = createLog();
  const recorder = createRecorder(clock, log);
  const watch = createWatch(options, log, onAlarms);
  const { alarms, history, outbox } = watch;

  if (stateDir !== undefined) {
    log.open(stateDir, {
      restore: createRestorer({ store: recorder.store, alarms, history, outbox }),
      snapshot: function* () {
        yield* recorder.snapshot();
        yield* watch.snapshot();
      },
    });
    // What the last run could not deliver any more; once whoever takes it is there.
    clock.setTimer(() => {
      outbox.send();
    }, 0);
  }

  return {
    recorder,
    alarms,
    history,
    flush: () => {
      log.flush();
    },
    close: async () => {
      await outbox.close();
      log.close();
    },
  };
}
