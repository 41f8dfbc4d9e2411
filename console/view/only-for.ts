import { h, type ComponentChildren } from 'preact';
import type { PersonRoute } from '../../lib/contracts/route-of.ts';
import { ROUTES } from '../../lib/contracts/routes.ts';
import { useConsole } from '../context.ts';
import { mayUse } from '../session/who.ts';

interface Props {
  /** Whose role it takes. */
  readonly route: PersonRoute;
  /** What it is that one may do with it: "Deciding", "Acting on the run". */
  readonly what: string;
  readonly children?: ComponentChildren;
}

/** Buttons for those who may press them; others read why there are none. */
export function OnlyFor({ route, what, children }: Props) {
  const { who } = useConsole();
  if (mayUse(who, route)) return h('div', { class: 'buttons' }, children);
  const held = who.roles.length === 0 ? 'none' : who.roles.join(', ');
  return h('p', { class: 'faint' }, `${what} needs the role ${ROUTES[route].auth}; ${who.name} has ${held}.`);
}
