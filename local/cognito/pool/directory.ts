import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Clock } from '../../clock/clock.ts';
import type { User } from './user.ts';

export interface Directory {
  all(): readonly User[];
  /** By username or sub. Throws AwsError UserNotFoundException. */
  get(name: string): User;
  find(name: string): User | undefined;
  /** Throws AwsError UsernameExistsException. */
  add(user: User): void;
  /** Throws AwsError UserNotFoundException. */
  change(name: string, changes: (user: User) => Partial<User>): User;
  /** Throws likewise. */
  remove(name: string): void;
}

/** `onChange` is called before a change is acknowledged: it keeps what must survive a crash. */
export function createDirectory(
  users: readonly User[],
  clock: Clock,
  onChange: (users: readonly User[]) => void,
): Directory {
  let byName = new Map(users.map((user) => [user.username, user]));
  const find = (name: string): User | undefined =>
    byName.get(name) ?? [...byName.values()].find(({ sub }) => sub === name);
  const get = (name: string): User => {
    const user = find(name);
    if (user) return user;
    throw new AwsError('UserNotFoundException', 'User does not exist.');
  };
  const become = (next: Map<string, User>): void => {
    onChange([...next.values()]);
    byName = next;
  };
  const put = (user: User): void => {
    become(new Map(byName).set(user.username, user));
  };
  return {
    all: () => [...byName.values()],
    get,
    find,
    add: (user) => {
      if (find(user.username)) throw new AwsError('UsernameExistsException', 'User account already exists');
      put(user);
    },
    change: (name, changes) => {
      const user = get(name);
      const changed = { ...user, ...changes(user), modifiedAt: clock.now() };
      put(changed);
      return changed;
    },
    remove: (name) => {
      const { username } = get(name);
      become(new Map([...byName].filter(([other]) => other !== username)));
    },
  };
}
