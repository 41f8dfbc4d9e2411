import type { Action } from '../../../console/actions/action.ts';
import { breakerAction } from '../../../console/actions/breaker-actions.ts';
import { downloadAction, pinAction } from '../../../console/actions/checkpoint-actions.ts';
import { decideAction } from '../../../console/actions/decide-action.ts';
import { DRILL } from '../../../console/actions/drill-action.ts';
import { commandAction, noteAction, resolveAction } from '../../../console/actions/incident-actions.ts';
import { overridesAction } from '../../../console/actions/overrides-action.ts';
import { orderAction, rollbackAction } from '../../../console/actions/run-actions.ts';
import { startAction, stopAction } from '../../../console/actions/runbook-actions.ts';
import { downshiftAction, restoreAction, weightsAction } from '../../../console/actions/traffic-actions.ts';
import { LISTS } from '../../../console/api/lists.ts';
import { RESOURCES, type Resource } from '../../../console/api/resources.ts';
import { exampleAnswer } from '../openapi/examples.ts';

/** As the document shows it. */
const shownAt = <T>({ path, parse }: Resource<T>): T => parse(exampleAnswer('GET', path));

const run = shownAt(RESOURCES.run('night'));
const traffic = shownAt(RESOURCES.traffic);
const incident = shownAt(RESOURCES.incident('INC-1'));
const approval = shownAt(RESOURCES.approval('1'));
const checkpoints = shownAt(LISTS.checkpoints('night')()).items;

/** What the console can ask for, by what makes it: one of each kind of request. */
export const CONSOLE_ACTIONS: Readonly<Record<string, readonly Action[]>> = {
  breakerAction: shownAt(RESOURCES.breakers).items.map((breaker) => breakerAction(breaker, 'auto')),
  pinAction: checkpoints.flatMap((checkpoint) =>
    [true, false].map((pinned) => pinAction('night', { ...checkpoint, pinned })),
  ),
  downloadAction: checkpoints.map((checkpoint) => downloadAction('night', checkpoint)),
  decideAction: (['approve', 'reject'] as const).map((decision) => decideAction(approval, decision, [])),
  DRILL: [DRILL],
  noteAction: [noteAction('INC-1')],
  resolveAction: [resolveAction(incident)],
  commandAction: incident.commands.map(commandAction),
  overridesAction: [overridesAction(run)],
  orderAction: (['pause', 'resume', 'save_now', 'stop'] as const).map((order) => orderAction('night', order)),
  rollbackAction: checkpoints.map((checkpoint) => rollbackAction(run, checkpoint)),
  startAction: (['live', 'dry_run'] as const).map((mode) =>
    startAction(shownAt(RESOURCES.runbook('asking')), mode),
  ),
  stopAction: [stopAction(shownAt(RESOURCES.execution('1')))],
  weightsAction: [weightsAction(traffic)],
  downshiftAction: [downshiftAction(traffic, 'fast')],
  restoreAction: [restoreAction(traffic, 'creative')],
};
