import { objectionsTo } from '../../../scripts/openapi/changes/objections.ts';
import type { JsonObject } from '../../../scripts/openapi/json.ts';

const api = (version: string, url: string): JsonObject => ({ info: { version }, servers: [{ url }] });

const CHANGE = 'the server {"url":"/"} is gone';

describe('what may not be the next version', () => {
  it.each<
    [what: string, version: string, url: string, declared: readonly string[], found: readonly RegExp[]]
  >([
    ['a change that is not declared', '2.0.0', '/api', [], [/^it is not declared: the server/]],
    ['a change without a new major', '1.1.0', '/api', [CHANGE], [/1\.1\.0 has to be a new major of 1\.0\.0/]],
    ['a change with neither', '1.0.0', '/api', [], [/not declared/, /has to be a new major/]],
    ['a change back to an older major', '0.9.0', '/api', [CHANGE], [/has to be a new major/]],
    ['a declaration of nothing', '1.0.0', '/', [CHANGE], [/does not happen/]],
    ['a new major for nothing', '2.0.0', '/', [], [/for nothing/]],
  ])('is %s', (_what, version, url, declared, found) => {
    const objections = objectionsTo({ before: api('1.0.0', '/'), after: api(version, url), declared });

    expect(objections).toEqual(found.map((one) => expect.stringMatching(one) as string));
  });

  it.each<[what: string, version: string, url: string, declared: readonly string[]]>([
    ['a change that is declared and a new major', '2.0.0', '/api', [CHANGE]],
    ['what changes nothing', '1.1.0', '/', []],
  ])('is not %s', (_what, version, url, declared) => {
    expect(objectionsTo({ before: api('1.0.0', '/'), after: api(version, url), declared })).toEqual([]);
  });
});
