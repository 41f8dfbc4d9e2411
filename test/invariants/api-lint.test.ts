import { createConfig, lintFromString } from '@redocly/openapi-core';
import { readFileSync } from 'node:fs';

const DOCUMENT = 'docs/openapi.json';

/** What the document is not held to: open routes answer no refusal of their own, and it is served where it holds. */
const RULES = { 'operation-4xx-response': 'off', 'no-empty-servers': 'off' } as const;

async function lint(source: string): Promise<readonly string[]> {
  const config = await createConfig({ extends: ['recommended'], rules: RULES });
  const problems = await lintFromString({ source, absoluteRef: DOCUMENT, config });
  return problems.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

describe('the document', () => {
  it('is OpenAPI 3.1, and the recommended rules of Redocly find nothing wrong with it', async () => {
    expect(await lint(readFileSync(DOCUMENT, 'utf8'))).toEqual([]);
  });

  it.each([
    [
      'a reference to nothing',
      '#/components/schemas/Traffic"',
      '#/components/schemas/Trafic"',
      /no-unresolved-refs/,
    ],
    ['what OpenAPI does not know', '"operationId"', '"operationID"', /struct/],
    ['an undeclared security scheme', '"slackSignature": []', '"slack": []', /security-defined/],
  ])('would be refused with %s', async (_what, right, wrong, found) => {
    const broken = readFileSync(DOCUMENT, 'utf8').replaceAll(right, wrong);

    expect((await lint(broken)).join('\n')).toMatch(found);
  });
});
