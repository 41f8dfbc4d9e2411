import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { APPROVAL_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import type { ArtisanStack } from '../artisan-stack.ts';
import { signedJsonClient } from '../signed-json-client.ts';

/** While this goes on, the pool has a user in no group of approvers; his tokens say that he is in it. */
export async function whileNoApprover<T>(
  { stack }: Pick<ArtisanStack, 'stack'>,
  Username: string,
  work: () => Promise<T>,
): Promise<T> {
  const cognito = signedJsonClient(stack, { protocol: 'json-1.1' });
  const change = (operation: string) =>
    cognito(`AWSCognitoIdentityProviderService.${operation}`, {
      UserPoolId: stack.outputs['UserPoolId'],
      Username,
      GroupName: 'approver',
    });
  await change('AdminRemoveUserFromGroup');
  try {
    return await work();
  } finally {
    await change('AdminAddUserToGroup');
  }
}

/** While this goes on, an approval is of an execution that somebody has started by hand. */
export async function whileStartedBy<T>(
  { stack, aws }: Pick<ArtisanStack, 'stack' | 'aws'>,
  { id, username }: { readonly id: string; readonly username: string },
  work: () => Promise<T>,
): Promise<T> {
  const item = { TableName: stack.outputs['ControlTableName'], Key: marshall(APPROVAL_KEYS.record(id)) };
  const starter = { ExpressionAttributeValues: marshall({ ':by': username }) };
  const set = { ...item, ...starter, UpdateExpression: 'SET requested_by = :by' };
  await aws.dynamodb.send(new UpdateItemCommand(set));
  try {
    return await work();
  } finally {
    await aws.dynamodb.send(new UpdateItemCommand({ ...item, UpdateExpression: 'REMOVE requested_by' }));
  }
}
