import type { Command } from '../../../cli/command.ts';
import { ROLES, type Role } from '../../../lib/contracts/names.ts';
import { ROUTES } from '../../../lib/contracts/routes.ts';
import { commandsSent } from './commands-sent.ts';

export interface Changing {
  readonly command: Command;
  /** Of the route that it uses. */
  readonly role: Role;
}

/** What a command takes: where it changes nothing, anybody reads. */
export const leastRole = (changing: readonly Changing[], name: string): Role =>
  changing.find(({ command }) => command.name === name)?.role ?? 'viewer';

/** The commands by which people change something. What services sign is none of theirs. */
export async function changingCommands(): Promise<readonly Changing[]> {
  return (await commandsSent()).flatMap(({ command, routes }) => {
    const auths = routes.map((route) => route && ROUTES[route].auth);
    const role = ROLES.find((one) => auths.includes(one));
    return role === undefined ? [] : [{ command, role }];
  });
}
