import { randomBytes, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { OfUser, parseCall } from './input.ts';
import type { Operation } from './operation.ts';
import { userShape } from './shapes.ts';

export const adminGetUser: Operation = (input, { pool }) => {
  const { UserPoolId, Username } = parseCall(OfUser, input);
  return userShape(pool(UserPoolId).known(Username), 'UserAttributes');
};

/** No message goes out: the temporary password, if none is given, is nobody's. */
export const adminCreateUser: Operation = (input, { pool, clock }) => {
  const { UserPoolId, Username, ...given } = parseCall(CreateUser, input);
  const now = clock.now();
  const user = {
    username: Username,
    sub: randomUUID(),
    groups: [],
    attributes: Object.fromEntries(given.UserAttributes.map(({ Name, Value }) => [Name, Value])),
    enabled: true,
    status: 'FORCE_CHANGE_PASSWORD',
    password: given.TemporaryPassword ?? randomBytes(18).toString('base64url'),
    local: false,
    createdAt: now,
    modifiedAt: now,
  } as const;
  pool(UserPoolId).directory.add(user);
  return { User: userShape(user, 'Attributes') };
};

export const adminDeleteUser: Operation = (input, { pool }) => {
  const { UserPoolId, Username } = parseCall(OfUser, input);
  pool(UserPoolId).directory.remove(Username);
  return {};
};

const CreateUser = v.object({
  ...OfUser.entries,
  MessageAction: v.optional(v.literal('SUPPRESS', 'RESEND is not supported: no messages go out')),
  TemporaryPassword: v.optional(v.pipe(v.string(), v.minLength(6), v.maxLength(256))),
  UserAttributes: v.optional(
    v.array(
      v.object({
        Name: v.pipe(v.string(), v.notValue('sub', 'sub cannot be set')),
        Value: v.optional(v.string(), ''),
      }),
    ),
    [],
  ),
});

const setEnabled =
  (enabled: boolean): Operation =>
  (input, { pool }) => {
    const { UserPoolId, Username } = parseCall(OfUser, input);
    pool(UserPoolId).directory.change(Username, () => ({ enabled }));
    return {};
  };

export const adminDisableUser: Operation = setEnabled(false);
export const adminEnableUser: Operation = setEnabled(true);
