import {
  costsOf,
  lastThatSucceeded,
  rollbackIn,
  type Costs,
} from '../../functions/approval-page/page/cost.js';
import type { ApprovalAnswer } from '../api/answers.ts';
import { LISTS } from '../api/lists.ts';
import { RESOURCES } from '../api/resources.ts';
import { openPace } from '../live/pace.ts';
import { useLive } from '../live/use-live.ts';
import { usePages } from '../live/use-pages.ts';
import { useNow } from '../view/use-now.ts';

/** What deciding costs, as far as it is known: read with the plan, and again while somebody thinks about it. */
export function useCosts(approval: ApprovalAnswer): Costs {
  const rollback = rollbackIn(approval.plan);
  const { body: runbook } = useLive(RESOURCES.runbook(approval.runbook));
  const { body: run } = useLive(rollback && RESOURCES.run(rollback.run), openPace);
  const { body: checkpoint } = useLive(rollback && RESOURCES.checkpoint(rollback.run, rollback.to));
  const { body: traffic } = useLive(RESOURCES.traffic, openPace);
  const { body: executions } = usePages(LISTS.executions({ runbook: approval.runbook }));
  const last = lastThatSucceeded(executions?.items ?? []);
  const { body: earlier } = useLive(last && RESOURCES.execution(last.id));
  const { downshifts } = traffic ?? {};
  return costsOf({ approval, runbook, run, checkpoint, earlier, downshifts }, useNow());
}
