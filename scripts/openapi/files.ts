import { apiPage } from './api-page.ts';
import { clientTypes } from './client-types.ts';
import { openApiDocument } from './document.ts';

/** What is made of the API: contents by path. `.prettierignore` names those that are no prose. */
export async function openApiFiles(): Promise<Readonly<Record<string, string>>> {
  const document = openApiDocument();
  return {
    'docs/openapi.json': `${JSON.stringify(document, undefined, 1)}\n`,
    'docs/api.md': await apiPage(),
    'clients/typescript/schema.ts': await clientTypes(document),
  };
}
