import { h } from 'preact';
import type { Action } from '../actions/action.ts';
import { useConsole } from '../context.ts';

interface Props {
  readonly action: Action;
  readonly label: string;
  readonly isSmall?: boolean;
  readonly tone?: Action['tone'];
}

/** Opens the dialog that asks. Nothing is done by pressing it. */
export function ActionButton({ action, label, isSmall = false, tone = action.tone ?? 'plain' }: Props) {
  const { ask } = useConsole();
  return h(
    'button',
    {
      type: 'button',
      class: isSmall ? 'quiet small' : tone,
      onClick: () => {
        ask(action);
      },
    },
    label,
  );
}
