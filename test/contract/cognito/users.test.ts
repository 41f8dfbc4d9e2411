import { aStack, POOL_ID, type Stack, START } from './stack.ts';

interface Page {
  readonly Users: readonly { readonly Username: string }[];
  readonly NextToken?: string;
}

describe('the user pool API', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await aStack();
  });

  afterAll(() => stack.close());

  const call = <Output = Record<string, unknown>>(operation: string, input: object = {}) =>
    stack.call<Output>(operation, { UserPoolId: POOL_ID, ...input });
  const groupsOf = async (username: string) => {
    const { Groups } = await call<{ Groups: { GroupName: string }[] }>('AdminListGroupsForUser', {
      Username: username,
    });
    return Groups.map(({ GroupName }) => GroupName);
  };

  it('has a user for each group, in that group only, and an admin in all of them', async () => {
    expect(stack.pool.users().map(({ username }) => username)).toEqual(['viewer', 'operator', 'admin']);
    expect([await groupsOf('viewer'), await groupsOf('operator'), await groupsOf('admin')]).toEqual([
      ['viewer'],
      ['operator'],
      ['viewer', 'operator'],
    ]);
  });

  it('describes a group as the template does', async () => {
    const { Groups } = await call('AdminListGroupsForUser', { Username: 'viewer' });

    expect(Groups).toEqual([{ GroupName: 'viewer', UserPoolId: POOL_ID, Description: 'All of viewer' }]);
  });

  it('describes a user, by name and by sub', async () => {
    const byName = await call<{ UserAttributes: { Name: string; Value: string }[] }>('AdminGetUser', {
      Username: 'viewer',
    });
    const sub = byName.UserAttributes.find(({ Name }) => Name === 'sub')?.Value;
    const bySub = await call('AdminGetUser', { Username: sub });

    expect(byName).toEqual({
      Username: 'viewer',
      UserAttributes: [{ Name: 'sub', Value: sub }],
      UserCreateDate: START / 1000,
      UserLastModifiedDate: START / 1000,
      Enabled: true,
      UserStatus: 'CONFIRMED',
    });
    expect(sub).toMatch(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);
    expect(bySub).toEqual(byName);
  });

  it('puts users into groups and takes them out, however often', async () => {
    await call('AdminCreateUser', { Username: 'eve' });

    await call('AdminAddUserToGroup', { Username: 'eve', GroupName: 'operator' });
    await call('AdminAddUserToGroup', { Username: 'eve', GroupName: 'operator' });
    const before = await groupsOf('eve');
    await call('AdminRemoveUserFromGroup', { Username: 'eve', GroupName: 'operator' });
    await call('AdminRemoveUserFromGroup', { Username: 'eve', GroupName: 'operator' });

    expect(before).toEqual(['operator']);
    expect(await groupsOf('eve')).toEqual([]);
  });

  it('creates users, who are in no group and have to change their password', async () => {
    const { User } = await call<{ User: Record<string, unknown> }>('AdminCreateUser', {
      Username: 'dora',
      UserAttributes: [{ Name: 'email', Value: 'dora@example.com' }],
    });

    expect(User).toMatchObject({
      Username: 'dora',
      Enabled: true,
      UserStatus: 'FORCE_CHANGE_PASSWORD',
      Attributes: expect.arrayContaining([{ Name: 'email', Value: 'dora@example.com' }]) as unknown,
    });
    expect(await groupsOf('dora')).toEqual([]);
    expect(stack.pool.users().at(-1)).toEqual({ username: 'dora', groups: [], password: undefined });
  });

  it('lists the users of a group, a page at a time', async () => {
    for (const name of ['a', 'b', 'c']) {
      await call('AdminCreateUser', { Username: name });
      await call('AdminAddUserToGroup', { Username: name, GroupName: 'viewer' });
    }

    const first = await call<Page>('ListUsersInGroup', { GroupName: 'viewer', Limit: 3 });
    const second = await call<Page>('ListUsersInGroup', {
      GroupName: 'viewer',
      Limit: 3,
      NextToken: first.NextToken,
    });

    const names = [first, second].map(({ Users }) => Users.map(({ Username }) => Username));
    expect(names).toEqual([
      ['viewer', 'admin', 'a'],
      ['b', 'c'],
    ]);
    expect(second).not.toHaveProperty('NextToken');
  });

  it('disables users, who get no tokens any more, and enables them again', async () => {
    await call('AdminCreateUser', { Username: 'frank' });
    await call('AdminDisableUser', { Username: 'frank' });
    const disabled = await call('AdminGetUser', { Username: 'frank' });
    const issuing = stack.pool.issueAccessToken('frank');

    expect(disabled).toMatchObject({ Enabled: false });
    await expect(issuing).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'User is disabled.',
    });
    await call('AdminEnableUser', { Username: 'frank' });
    await expect(stack.pool.issueAccessToken('frank')).resolves.toBeDefined();
  });

  it('deletes users, who are then nobody', async () => {
    await call('AdminCreateUser', { Username: 'gina' });

    await call('AdminDeleteUser', { Username: 'gina' });

    await expect(groupsOf('gina')).rejects.toMatchObject({ name: 'UserNotFoundException' });
    expect(stack.pool.users().map(({ username }) => username)).not.toContain('gina');
  });

  it.each<[string, object, string]>([
    ['AdminDeleteUser', { Username: 'nobody' }, 'UserNotFoundException'],
    ['AdminGetUser', { Username: 'nobody' }, 'UserNotFoundException'],
    ['AdminGetUser', { Username: 'viewer', UserPoolId: 'us-east-1_other' }, 'ResourceNotFoundException'],
    ['AdminGetUser', {}, 'InvalidParameterException'],
    ['AdminGetUser', { Username: '' }, 'InvalidParameterException'],
    ['AdminGetUser', { Username: 'viewer', UserPoolId: 7 }, 'InvalidParameterException'],
    ['AdminCreateUser', { Username: 'viewer' }, 'UsernameExistsException'],
    ['AdminCreateUser', { Username: 'x', MessageAction: 'RESEND' }, 'InvalidParameterException'],
    [
      'AdminCreateUser',
      { Username: 'x', UserAttributes: [{ Name: 'sub', Value: 'y' }] },
      'InvalidParameterException',
    ],
    ['AdminAddUserToGroup', { Username: 'nobody', GroupName: 'viewer' }, 'UserNotFoundException'],
    ['AdminAddUserToGroup', { Username: 'viewer', GroupName: 'none' }, 'ResourceNotFoundException'],
    ['ListUsersInGroup', { GroupName: 'none' }, 'ResourceNotFoundException'],
    ['ListUsersInGroup', { GroupName: 'viewer', Limit: 61 }, 'InvalidParameterException'],
    ['ListUsersInGroup', { GroupName: 'viewer', NextToken: 'x' }, 'InvalidParameterException'],
    ['ListUsers', {}, 'UnknownOperationException'],
    ['toString', {}, 'UnknownOperationException'],
  ])('refuses %s of %j with %s', async (operation, input, name) => {
    await expect(call(operation, input)).rejects.toMatchObject({ name });
  });
});
