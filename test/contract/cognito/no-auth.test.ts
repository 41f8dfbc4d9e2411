import { aStack, POOL_ID, type Stack } from './stack.ts';

describe('a user pool of a stack without authorization', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await aStack({ noAuth: true });
  });

  afterAll(() => stack.close());

  const call = (operation: string, username: string) =>
    stack.call(operation, { UserPoolId: POOL_ID, Username: username });
  const groupsOf = async (username: string) => {
    const { Groups } = await call('AdminListGroupsForUser', username);
    return (Groups as { GroupName: string }[]).map(({ GroupName }) => GroupName);
  };

  it('knows whoever is named, in every group, as the gateway does', async () => {
    expect(await call('AdminGetUser', 'local')).toMatchObject({ Username: 'local', Enabled: true });
    expect(await groupsOf('local')).toEqual(['viewer', 'operator']);
  });

  it('leaves the users of the pool their own groups', async () => {
    expect(await groupsOf('viewer')).toEqual(['viewer']);
  });
});
