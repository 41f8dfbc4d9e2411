import * as v from 'valibot';
import type { ActionContract } from './action-contract.ts';
import { alarmNames as names } from './alarm-names.ts';

/** What runbooks ask the figures behind alarms, which every alarm defines for itself. */
export const SIGNAL_ACTIONS = {
  'signals.verify': {
    kind: 'check',
    does: 'Looks whether the figures of one of these alarms breach its threshold, over its own periods. No data is no breach.',
    inputs: v.strictObject({ any_of: names }),
    output: v.looseObject({ met: v.boolean() }),
  },
  'signals.await_calm': {
    kind: 'read',
    does: 'Waits until the newest figures, all of them from after the step began, are on the good side of the thresholds of these alarms. No data is not calm; those of `none_of` may have none.',
    inputs: v.strictObject({ all_of: names, none_of: v.optional(names) }),
    output: v.looseObject({}),
  },
} as const satisfies Record<string, ActionContract>;
