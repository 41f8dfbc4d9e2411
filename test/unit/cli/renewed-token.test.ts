import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personOf } from '../../../cli/credentials.ts';

const tokenFor = (seconds: number) => {
  const claims = { exp: Math.floor(Date.now() / 1_000) + seconds };
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig${seconds}`;
};

describe('the token of a person', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'token-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const sentFirstAndLater = async (first: string, later: string, env = {}) => {
    const file = join(folder, 'token');
    const profile = { name: 'prod', url: 'https://stage', tokenCommand: `cat ${file}` };
    const { credential } = personOf(profile, { env, username: undefined });
    const sent: (string | undefined)[] = [];
    for (const token of [first, later]) {
      writeFileSync(file, token);
      const request = { method: 'GET', url: 'https://stage/v1/runs', headers: {} };
      const headers = await credential(request);
      sent.push(headers['authorization']);
    }
    return sent;
  };

  it('is asked for anew when it is about to end: a watch goes on', async () => {
    const [first, later] = [tokenFor(10), tokenFor(900)];

    expect(await sentFirstAndLater(first, later)).toEqual([`Bearer ${first}`, `Bearer ${later}`]);
  });

  it('is asked for once while it is good', async () => {
    const first = tokenFor(900);

    expect(await sentFirstAndLater(first, tokenFor(901))).toEqual([`Bearer ${first}`, `Bearer ${first}`]);
  });

  it('of the environment stays what it is', async () => {
    const given = tokenFor(10);

    const sent = await sentFirstAndLater(tokenFor(900), tokenFor(900), { ARTISAN_TOKEN: given });

    expect(sent).toEqual([`Bearer ${given}`, `Bearer ${given}`]);
  });
});
