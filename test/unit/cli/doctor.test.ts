import { ApiProblemError } from '../../../clients/typescript/index.ts';
import { doctor } from '../../../cli/commands/doctor.ts';
import { CredentialError } from '../../../cli/exit.ts';
import type { Input } from '../../../cli/input.ts';
import type { World } from '../../../cli/world.ts';

const INPUT: Input = { args: [], text: () => undefined, flag: () => true };
const problem = (status: number) => new ApiProblemError(status, { code: 'x', detail: 'no', title: 'no' });
const VERSION = {
  data: { stage: 'local', version: '1' },
  headers: new Headers({ date: new Date().toUTCString() }),
};

interface Stage {
  readonly traffic?: Error;
  readonly schedule?: Error;
  readonly version?: Error;
}

async function examined({ traffic, schedule = problem(404), version }: Stage) {
  const printed: string[] = [];
  const get = (path: string) => {
    const error = path === '/version' ? version : path === '/v1/traffic' ? traffic : schedule;
    return error ? Promise.reject(error) : Promise.resolve(VERSION);
  };
  const world = {
    ...{ profile: { name: 'prod', url: 'https://x' }, isJson: true, signal: new AbortController().signal },
    ...{ api: { get }, service: { get }, out: (text: string) => printed.push(text) },
    whoAmI: () => Promise.resolve('sam: operator'),
    whyRefused: () => Promise.resolve('The token expired'),
  } as unknown as World;
  const code = await doctor[0]?.run(world, INPUT);
  const { findings } = JSON.parse(printed.join('')) as { findings: readonly Record<string, unknown>[] };
  return {
    code,
    findings: findings.map(({ ok, skipped, detail }) => [ok, skipped === true, detail]).slice(1),
  };
}

const WELL = [true, false, 'stage local, version 1'];
const TRAINER = [true, false, 'may call as a trainer'];

describe('doctor', () => {
  it('says who the token is of', async () => {
    expect(await examined({})).toEqual({
      code: undefined,
      findings: [WELL, [true, false, 'sam: operator'], TRAINER],
    });
  });

  it('passes over keys of a trainer that a person does not have', async () => {
    const { code, findings } = await examined({
      schedule: new CredentialError('AWS credentials are missing'),
    });

    expect([code, findings[2]]).toEqual([
      undefined,
      [true, true, 'not as a trainer: AWS credentials are missing'],
    ]);
  });

  it('ends with 4 for a token that is refused, and says why', async () => {
    const { code, findings } = await examined({ traffic: problem(401) });

    expect([code, findings[1]]).toEqual([4, [false, false, 'The token expired']]);
  });

  it('ends with 1 for an API that does not answer', async () => {
    const { code } = await examined({ version: new Error('ECONNREFUSED') });

    expect(code).toBe(1);
  });
});
