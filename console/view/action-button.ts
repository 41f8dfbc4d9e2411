import { h } from 'preact';
import type { Action } from '../actions/action.ts';
import { useConsole } from '../context.ts';
import { maySend } from '../session/who.ts';

interface Props {
  readonly action: Action;
  readonly label: string;
  readonly isSmall?: boolean;
  readonly tone?: Action['tone'];
}

/**
 * Opens the dialog that asks: nothing is done by pressing it. Who may not send what would be sent has none; what is
 * filled in changes no route.
 */
export function ActionButton({ action, label, isSmall = false, tone = action.tone ?? 'plain' }: Props) {
  const { ask, who } = useConsole();
  if (!maySend(who, action.call({}))) return null;
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
