import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { StoreError } from '../../../../lib/shared/store-errors.ts';
import { turnDown, wayDown, type Ordered } from '../../../../lib/traffic/by-runbook.ts';
import { readSettings } from '../../../../lib/traffic/change-settings.ts';
import { activeDownshifts, effectiveMode, type Downshift } from '../../../../lib/traffic/downshifts.ts';
import { seconds } from '../../../../lib/traffic/mode-standing.ts';
import type { ModelActionDependencies } from './dependencies.ts';
import { orderUnder, trafficUnder } from './under.ts';

/** Sends the sessions of a mode elsewhere. A downshift that somebody else has set is respected, and said. */
export function downshift(deps: ModelActionDependencies): BoundAction {
  return action('traffic.downshift', {
    plan: async (_context, { mode }) => {
      const { config, clock } = deps;
      const down = wayDown(config.downshift, mode);
      const { downshifts } = await readSettings({ store: deps.settings, configured: config.weights });
      const now = clock.now();
      const standing = activeDownshifts(downshifts, now)[mode];
      const to = effectiveMode(standing?.to ?? down, downshifts, now);
      const summary = standing
        ? `Would leave ${mode} as it is: ${inWords(standing)}`
        : `Would send the sessions of ${mode} to ${to}${await figures(deps, mode, to)}`;
      return { summary, facts: { mode, to }, output: { to } };
    },
    apply: async (context, { mode }, effectId) => {
      const ordered = await turnDown(trafficUnder(deps, context), mode, orderUnder(context, effectId));
      const to = effectiveMode(mode, ordered.settings.downshifts, deps.clock.now());
      return { text: await said(deps, { mode, to }, ordered), output: { to } };
    },
  });
}

interface Way {
  readonly mode: string;
  readonly to: string;
}

async function said(
  deps: ModelActionDependencies,
  { mode, to }: Way,
  { kind, standing }: Ordered,
): Promise<string> {
  if (kind === 'done') return `The sessions of ${mode} are sent to ${to}${await figures(deps, mode, to)}`;
  const how = standing ? inWords(standing) : 'nobody sends its sessions elsewhere';
  if (kind === 'over') return `${mode} was sent to ${to}, and changed since: ${how}`;
  return `${mode} stays as it is: ${how}`;
}

function inWords({ to, owner, reason, until }: Downshift): string {
  const end = until === undefined ? '' : ` until ${new Date(until).toISOString()}`;
  return `${owner} sends its sessions to ${to}${end} (${reason})`;
}

/** What it means for callers, where Artisan has measured both: that it has not is no reason to wait. */
async function figures(
  { latency, clock }: ModelActionDependencies,
  from: string,
  to: string,
): Promise<string> {
  try {
    const { [from]: before, [to]: after } = await latency.p95([from, to], clock.now());
    return before === undefined || after === undefined
      ? ''
      : ` (latency, p95: ${seconds(before)} -> ${seconds(after)})`;
  } catch (error) {
    if (error instanceof StoreError) return '';
    throw error;
  }
}
