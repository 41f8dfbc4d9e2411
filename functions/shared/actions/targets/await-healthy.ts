import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { NotYetError } from '../../../../lib/runbooks/step-errors.ts';
import type { Targets } from '../../../../lib/targets/targets.ts';
import { TargetUnwellError } from '../../../../lib/targets/unwell-error.ts';
import { gapsOf, look } from './look.ts';

/** Waits for a target that has been restarted, as far as anything can tell how it is. */
export function awaitHealthy(targets: Targets): BoundAction {
  return action('target.await_healthy', {
    plan: async (_context, { target }) => {
      const seen = await look(targets, target);
      return {
        summary: `Would wait until ${target} is well. Now: ${seen.text}`,
        facts: { target },
        ...gapsOf(seen),
        output: { ...seen },
      };
    },
    apply: async ({ clock, deadline }, { target }) => {
      const seen = await look(targets, target);
      const isOver = seen.healthy === true || (seen.healthy === null && seen.is !== 'unreachable');
      if (isOver) return { text: seen.text, output: { ...seen } };
      if (clock.now() < deadline) throw new NotYetError(seen.text);
      throw new TargetUnwellError(target, `is not well by now: ${seen.text}`);
    },
  });
}
