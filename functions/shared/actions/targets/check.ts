import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import type { Targets } from '../../../../lib/targets/targets.ts';
import { gapsOf, look } from './look.ts';

/** How the target is, so that later steps can go by it. */
export function check(targets: Targets): BoundAction {
  return action('target.check', {
    plan: async (_context, { target }) => {
      const seen = await look(targets, target);
      return { summary: seen.text, facts: { target }, ...gapsOf(seen), output: { ...seen } };
    },
    apply: async (_context, { target }) => {
      const seen = await look(targets, target);
      return { text: seen.text, output: { ...seen }, ...(seen.is === 'refused' && { needsPerson: true }) };
    },
  });
}
