import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { build } from 'esbuild';
import { fakeApi, json } from '../support/cli/fake-api.ts';
import { spawnedText } from '../support/spawned-text.ts';

/** The first Node before 24 on the PATH: the one that launches us on a machine of Node 20. */
const older = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find((node) => /^v2[0-3]\./.test(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout));

const PROGRAM = `
import { ApiProblemError, bearer, createArtisanClient } from './client.mjs';
const api = createArtisanClient({ baseUrl: process.argv[2], credential: bearer('t') });
const ids = [];
for await (const { run_id } of api.items('/v1/runs')) ids.push(run_id);
const drill = await api.post('/v1/drills', { body: { reason: 'r' } });
const refusal = await api.get('/v1/traffic').catch((error) => error);
console.log(JSON.stringify({ ids, drill: drill.data.id, isRefusal: refusal instanceof ApiProblemError, code: refusal.code }));
`;

const where = older === undefined ? it.skip : it;
describe('the client', () => {
  where('lists, sends and is refused on an older Node (skipped where PATH has none before 24)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'artisan-client-'));
    const api = await fakeApi({
      'GET /v1/runs': json(200, { items: [{ run_id: 'a' }], next_cursor: 'n' }),
      'GET /v1/runs?cursor=n': json(200, { items: [{ run_id: 'b' }] }),
      'POST /v1/drills': json(202, { id: 'D' }),
      'GET /v1/traffic': json(403, { code: 'forbidden', detail: 'no' }),
    });
    const outfile = join(folder, 'client.mjs');
    const entryPoints = ['clients/typescript/index.ts'];
    await build({ entryPoints, outfile, bundle: true, format: 'esm', target: 'node20', logLevel: 'silent' });
    writeFileSync(join(folder, 'program.mjs'), PROGRAM);

    const said = await spawnedText(older ?? '', [join(folder, 'program.mjs'), api.url]);
    await api.close();
    rmSync(folder, { recursive: true });

    expect(JSON.parse(said)).toEqual({ ids: ['a', 'b'], drill: 'D', isRefusal: true, code: 'forbidden' });
    expect(api.headers.every(({ authorization }) => authorization === 'Bearer t')).toBe(true);
  });
});
