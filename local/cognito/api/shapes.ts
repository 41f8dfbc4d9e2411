import type { User } from '../pool/user.ts';
import type { PoolGroup, PoolModel } from '../template/pool-model.ts';

/** UserType of the API; `attributesAs` because AdminGetUser says UserAttributes where others say Attributes. */
export const userShape = (user: User, attributesAs: 'Attributes' | 'UserAttributes'): object => ({
  Username: user.username,
  [attributesAs]: Object.entries({ ...user.attributes, sub: user.sub }).map(([Name, Value]) => ({
    Name,
    Value,
  })),
  UserCreateDate: user.createdAt / 1000,
  UserLastModifiedDate: user.modifiedAt / 1000,
  Enabled: user.enabled,
  UserStatus: user.status,
});

/** GroupType of the API. */
export const groupShape = (group: PoolGroup, pool: PoolModel): object => ({
  GroupName: group.name,
  UserPoolId: pool.id,
  ...(group.description !== undefined && { Description: group.description }),
  ...(group.precedence !== undefined && { Precedence: group.precedence }),
  ...(group.roleArn !== undefined && { RoleArn: group.roleArn }),
});
