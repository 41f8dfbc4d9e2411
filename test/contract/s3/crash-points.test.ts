import * as realFileSystem from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { crashingFileSystem, type CrashPoint } from './crashing-file-system.ts';
import { garbageIn } from './garbage.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const point: CrashPoint = { left: Infinity, crashed: false };
jest.unstable_mockModule('node:fs/promises', () => crashingFileSystem(realFileSystem, point));
const { withS3World, BUCKET } = await import('./s3-world.ts');

type World = Parameters<Parameters<typeof withS3World>[1]>[0];

/** What a key may hold: the last answer that was acknowledged, and what a call without an answer was about to make of it. */
type Expectations = Map<string, Set<string | undefined>>;

/** Calls one after another until one fails; resolves to whether all went well. */
async function live(world: World, expected: Expectations): Promise<boolean> {
  const call = async (
    method: string,
    path: string,
    init: RequestInit & { leaves?: string | null } = {},
  ): Promise<string> => {
    const key = path.split('?')[0] ?? '';
    const { leaves, ...rest } = init;
    const after = leaves === null ? undefined : leaves;
    const possible = expected.get(key) ?? new Set([undefined]);
    if (leaves !== undefined) expected.set(key, new Set([...possible, after]));
    const answer = await fetch(`${world.url}/${BUCKET}/${path}`, { method, ...rest });
    if (!answer.ok) throw new Error(String(answer.status));
    if (leaves !== undefined) expected.set(key, new Set([after]));
    return answer.headers.get('etag') ?? answer.text();
  };
  const begin = async (key: string): Promise<string> =>
    /<UploadId>(.*?)</.exec(await call('POST', `${key}?uploads`))?.[1] ?? '';
  const complete = (key: string, upload: string, etag: string, leaves: string): Promise<string> =>
    call('POST', `${key}?uploadId=${upload}`, {
      leaves,
      body: `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`,
    });
  try {
    await call('PUT', 'a', { body: 'one', leaves: 'one' });
    await call('PUT', 'a', { body: 'two', leaves: 'two' });
    const b = await begin('b');
    await call('PUT', `b?partNumber=1&uploadId=${b}`, { body: 'replaced' });
    const etag = await call('PUT', `b?partNumber=1&uploadId=${b}`, { body: 'part' });
    await call('PUT', `b?partNumber=2&uploadId=${b}`, { body: 'left out' });
    await complete('b', b, etag, 'part');
    const c = await begin('c');
    await call('PUT', `c?partNumber=1&uploadId=${c}`, { body: 'aborted' });
    await call('DELETE', `c?uploadId=${c}`);
    await call('PUT', 'd', { headers: { 'x-amz-copy-source': `${BUCKET}/b` }, leaves: 'part' });
    await call('DELETE', 'a', { leaves: null });
    return true;
  } catch (error) {
    if (error instanceof Error && /^500$/.test(error.message)) return false;
    throw error;
  }
}

/** What readers find after a restart, and the files that nothing names. */
async function restart(folder: string, keys: Iterable<string>) {
  return withS3World({ access: 'open', folder }, async (world) => {
    const found = new Map<string, string | undefined>();
    for (const key of keys) {
      const answer = await fetch(`${world.url}/${BUCKET}/${key}`);
      found.set(key, answer.ok ? await answer.text() : undefined);
    }
    const uploads = await (await fetch(`${world.url}/${BUCKET}?uploads`)).text();
    return { found, garbage: garbageIn(join(folder, BUCKET)), uploads: uploads.split('<Upload>').length - 1 };
  });
}

/** Crashes at the change to the disk with this number, checks what a restart finds, and says if there was such a change. */
async function crashAt(change: number): Promise<boolean> {
  return withTemporaryFolder(async (folder) => {
    const expected: Expectations = new Map();
    const finished = await withS3World({ access: 'open', folder }, (world) => {
      Object.assign(point, { left: change, crashed: false });
      return live(world, expected);
    });
    Object.assign(point, { left: Infinity, crashed: false });

    const { found, garbage, uploads } = await restart(folder, expected.keys());

    for (const [key, possible] of expected) {
      const holds = possible.has(found.get(key));
      expect({ change, key, possible: [...possible], holds }).toMatchObject({ holds: true });
    }
    expect({ change, garbage, oneUploadAtMost: uploads <= 1 }).toEqual({
      change,
      garbage: [],
      oneUploadAtMost: true,
    });
    return !finished;
  });
}

it('whichever change to the disk is the last, readers find the old or the new object, and a restart cleans up', async () => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  let changes = 0;

  while (await crashAt(changes)) changes += 1;

  expect(changes).toBeGreaterThan(50);
});
