import { h, type ComponentChildren } from 'preact';
import type { Role } from '../../lib/contracts/names.ts';
import { useConsole } from '../context.ts';

interface Props {
  readonly role: Role;
  /** What it is that one may do with it: "Deciding", "Acting on the run". */
  readonly what: string;
  readonly children?: ComponentChildren;
}

/** Buttons for those who may press them; others read why there are none. */
export function OnlyFor({ role, what, children }: Props) {
  const { who } = useConsole();
  if (who.roles.includes(role)) return h('div', { class: 'buttons' }, children);
  const held = who.roles.length === 0 ? 'none' : who.roles.join(', ');
  return h('p', { class: 'faint' }, `${what} needs the role ${role}; ${who.name} has ${held}.`);
}
