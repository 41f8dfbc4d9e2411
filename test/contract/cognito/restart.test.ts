import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyToken } from '../../../local/api-gateway/authorizers/verify-token.ts';
import { aGroup, aStack, POOL, POOL_ID } from './stack.ts';

describe('a user pool that is kept in a folder', () => {
  let stateDir: string;

  beforeEach(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'user-pools-'));
  });

  afterEach(() => {
    rmSync(stateDir, { recursive: true });
  });

  const file = () => join(stateDir, `${POOL_ID}.json`);

  it('has the same users, passwords and keys after a restart', async () => {
    const first = await aStack({ stateDir });
    await first.call('AdminCreateUser', { UserPoolId: POOL_ID, Username: 'dora' });
    await first.call('AdminRemoveUserFromGroup', {
      UserPoolId: POOL_ID,
      Username: 'admin',
      GroupName: 'operator',
    });
    const { accessToken } = await first.pool.issueAccessToken('viewer', 'console');
    const users = first.pool.users();
    await first.close();

    const second = await aStack({ stateDir });

    const expectations = { authority: second.pool, audience: ['console'], now: second.clock.now() };
    expect(second.pool.users()).toEqual(users);
    await expect(verifyToken(accessToken, expectations)).resolves.toMatchObject({ username: 'viewer' });
    await second.close();
  });

  it('follows the template: new groups get their user, and old ones are nobody’s', async () => {
    const first = await aStack({ stateDir });
    await first.close();

    const second = await aStack({
      stateDir,
      resources: [...POOL.filter(({ physicalId }) => physicalId !== 'viewer'), aGroup('approver')],
    });

    expect(second.pool.users().map(({ username, groups }) => [username, groups])).toEqual([
      ['viewer', []],
      ['operator', ['operator']],
      ['admin', ['operator', 'approver']],
      ['approver', ['approver']],
    ]);
    await second.close();
  });

  it('is readable by its owner only, and leaves nothing half written', async () => {
    const stack = await aStack({ stateDir });

    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(stateDir)).toEqual([`${POOL_ID}.json`]);
    await stack.close();
  });

  it.each(['', '{', '{"users":[]}'])('says which file it cannot understand: %j', async (text) => {
    writeFileSync(file(), text);

    await expect(aStack({ stateDir })).rejects.toThrow(`${file()} does not hold a user pool`);
  });
});
