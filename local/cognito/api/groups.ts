import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { PoolModel } from '../template/pool-model.ts';
import { OfPool, OfUser, OfUserAndGroup, Page, parseCall } from './input.ts';
import type { Operation } from './operation.ts';
import { pageOf } from './page.ts';
import { groupShape, userShape } from './shapes.ts';

export const adminListGroupsForUser: Operation = (input, { pool }) => {
  const { UserPoolId, Username, ...page } = parseCall(ListGroupsForUser, input);
  const { model, ...people } = pool(UserPoolId);
  const user = people.known(Username);
  const { items, next } = pageOf(
    model.groups.filter(({ name }) => user.groups.includes(name)),
    page,
  );
  return { Groups: items.map((group) => groupShape(group, model)), ...next };
};

export const listUsersInGroup: Operation = (input, { pool }) => {
  const { UserPoolId, GroupName, ...page } = parseCall(ListUsersInGroup, input);
  const { directory, model } = pool(UserPoolId);
  checkGroup(model, GroupName);
  const members = directory.all().filter(({ groups }) => groups.includes(GroupName));
  const { items, next } = pageOf(members, page);
  return { Users: items.map((user) => userShape(user, 'Attributes')), ...next };
};

export const adminAddUserToGroup: Operation = (input, { pool }) => {
  const { UserPoolId, Username, GroupName } = parseCall(OfUserAndGroup, input);
  const { directory, model } = pool(UserPoolId);
  checkGroup(model, GroupName);
  directory.change(Username, ({ groups }) => ({ groups: [...new Set([...groups, GroupName])] }));
  return {};
};

export const adminRemoveUserFromGroup: Operation = (input, { pool }) => {
  const { UserPoolId, Username, GroupName } = parseCall(OfUserAndGroup, input);
  const { directory, model } = pool(UserPoolId);
  checkGroup(model, GroupName);
  directory.change(Username, ({ groups }) => ({ groups: groups.filter((name) => name !== GroupName) }));
  return {};
};

const ListGroupsForUser = v.object({ ...OfUser.entries, ...Page.entries });
const ListUsersInGroup = v.object({ ...OfPool.entries, ...Page.entries, GroupName: v.string() });

function checkGroup({ groups }: PoolModel, name: string): void {
  if (groups.some((group) => group.name === name)) return;
  throw new AwsError('ResourceNotFoundException', 'Group not found.');
}
