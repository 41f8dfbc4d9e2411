import { h } from 'preact';
import type { CheckpointAnswer, FigureAnswer } from '../../../lib/contracts/answers/checkpoints.ts';
import type { RunAnswer } from '../../../lib/contracts/answers/runs.ts';
import { downloadAction, pinAction } from '../../actions/checkpoint-actions.ts';
import { rollbackAction } from '../../actions/run-actions.ts';
import { LISTS } from '../../api/lists.ts';
import { shortNumber } from '../../charts/scale.ts';
import { useConsole } from '../../context.ts';
import { OPEN_MS } from '../../live/pace.ts';
import { usePages } from '../../live/use-pages.ts';
import { mayUse } from '../../session/who.ts';
import { ActionButton } from '../../view/action-button.ts';
import { Badge } from '../../view/badge.ts';
import { More } from '../../view/more.ts';
import { section } from '../../view/section.ts';
import { shown } from '../../view/shown.ts';
import { Table, type Column } from '../../view/table.ts';
import { Ago } from '../../view/time.ts';

const figure = (value: FigureAnswer | undefined): string =>
  typeof value === 'number' ? shortNumber(value) : (value ?? '–');

const COLUMNS: readonly Column<CheckpointAnswer>[] = [
  { name: 'Step', cell: ({ step }) => step.toLocaleString('en'), isNumber: true },
  { name: 'Attempt', cell: ({ attempt }) => attempt, isNumber: true },
  { name: 'State', cell: ({ state }) => h(Badge, { status: state }) },
  { name: 'Is', cell: namesOf },
  { name: 'Reward', cell: ({ metrics }) => figure(metrics.episode_reward ?? metrics.reward), isNumber: true },
  { name: 'Loss', cell: ({ metrics }) => figure(metrics.loss), isNumber: true },
  { name: 'KL', cell: ({ metrics }) => figure(metrics.kl), isNumber: true },
  { name: 'Saved', cell: ({ created_at }) => h(Ago, { at: created_at }) },
];

/** The checkpoints of a run, and what can be done with each. */
export function Checkpoints({ run }: { readonly run: RunAnswer }) {
  const { who } = useConsole();
  const checkpoints = usePages(LISTS.checkpoints(run.run_id), () => 2 * OPEN_MS);
  const acting: Column<CheckpointAnswer> = {
    name: 'Do',
    cell: (checkpoint) => h(Deeds, { run, checkpoint }),
  };
  return section(
    'checkpoints',
    'Checkpoints',
    shown(checkpoints, ({ items }) =>
      h(Table<CheckpointAnswer>, {
        caption: 'Newest first',
        columns: mayUse(who, 'PUT /v1/runs/{run}/checkpoints/{step}/pin') ? [...COLUMNS, acting] : COLUMNS,
        rows: items,
        keyOf: ({ attempt, step }) => `${attempt}/${step}`,
        empty: 'It has saved none yet.',
      }),
    ),
    h(More, { pages: checkpoints }),
  );
}

function namesOf({ is_best, stable, pinned }: CheckpointAnswer) {
  const names = [is_best && 'best', stable && 'stable', pinned && 'pinned'].filter((name) => name !== false);
  return names.map((name) => h('span', { class: 'badge', key: name }, name));
}

interface DeedsProps {
  readonly run: RunAnswer;
  readonly checkpoint: CheckpointAnswer;
}

function Deeds({ run, checkpoint }: DeedsProps) {
  const { state, pinned, step } = checkpoint;
  if (state === 'pruned') return h('span', { class: 'faint' }, 'its bytes are gone');
  const canGoBack = state === 'committed' && run.last_step !== undefined && step < run.last_step;
  const isOver = run.status === 'finished' || run.status === 'stopped';
  return h(
    'span',
    { class: 'deeds' },
    h(ActionButton, {
      label: pinned ? 'Unpin…' : 'Pin…',
      action: pinAction(run.run_id, checkpoint),
      isSmall: true,
    }),
    h(ActionButton, { label: 'Download…', action: downloadAction(run.run_id, checkpoint), isSmall: true }),
    canGoBack &&
      !isOver &&
      h(ActionButton, { label: 'Roll back…', action: rollbackAction(run, checkpoint), isSmall: true }),
  );
}
