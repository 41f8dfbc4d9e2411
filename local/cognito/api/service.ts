import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { JsonService } from '../../aws-endpoint/service.ts';
import type { Environment } from '../../cloud-assembly/resource.ts';
import {
  adminAddUserToGroup,
  adminListGroupsForUser,
  adminRemoveUserFromGroup,
  listUsersInGroup,
} from './groups.ts';
import { initiateAuth } from './initiate-auth.ts';
import { OfPool, parseCall } from './input.ts';
import type { Operation, OperationContext } from './operation.ts';
import {
  adminCreateUser,
  adminDeleteUser,
  adminDisableUser,
  adminEnableUser,
  adminGetUser,
} from './users.ts';

const OPERATIONS: Readonly<Record<string, Operation>> = {
  AdminAddUserToGroup: adminAddUserToGroup,
  AdminCreateUser: adminCreateUser,
  AdminDeleteUser: adminDeleteUser,
  AdminDisableUser: adminDisableUser,
  AdminEnableUser: adminEnableUser,
  AdminGetUser: adminGetUser,
  AdminListGroupsForUser: adminListGroupsForUser,
  AdminRemoveUserFromGroup: adminRemoveUserFromGroup,
  InitiateAuth: initiateAuth,
  ListUsersInGroup: listUsersInGroup,
};

const TARGET_PREFIX = 'AWSCognitoIdentityProviderService';

/** What AWS takes unsigned: the password is the proof. */
export const anonymousTargets: readonly string[] = [`${TARGET_PREFIX}.InitiateAuth`];

export function createCognitoService(
  context: OperationContext,
  { account, region }: Environment,
): JsonService {
  return {
    protocol: 'json-1.1',
    targetPrefix: TARGET_PREFIX,
    permissions: ({ operation, input }) => {
      operationOf(operation);
      if (operation === 'InitiateAuth') return [];
      const { UserPoolId } = parseCall(OfPool, input);
      const resource = `arn:aws:cognito-idp:${region}:${account}:userpool/${UserPoolId}`;
      return [{ action: `cognito-idp:${operation}`, resource }];
    },
    call: async ({ operation, input }) => operationOf(operation)(input, context),
  };
}

function operationOf(name: string): Operation {
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (operation) return operation;
  const known = Object.keys(OPERATIONS).join(', ');
  throw new AwsError('UnknownOperationException', `Cognito's ${name} is not supported; these are: ${known}`);
}
