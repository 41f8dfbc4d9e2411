import { format, resolveConfig } from 'prettier';
import { DESCRIPTIONS } from '../../lib/contracts/api/descriptions.ts';
import type { DocumentedRoute, RouteDescription } from '../../lib/contracts/api/description.ts';
import { PROBLEMS } from '../../lib/contracts/problems.ts';
import { ROUTES, type RouteAuth } from '../../lib/contracts/routes.ts';
import { DESCRIPTION, TAGS } from './introduction.ts';

/** docs/api.md: the routes by what they are about, and the problems. The document says the rest. */
export async function apiPage(): Promise<string> {
  const keys = Object.keys(ROUTES).filter((key): key is DocumentedRoute => Object.hasOwn(DESCRIPTIONS, key));
  const sections = TAGS.map(({ name, description }) => {
    const rows = keys.filter((key) => DESCRIPTIONS[key].tag === name).map(row);
    return [`## ${name}`, description, [...HEAD, ...rows].join('\n')].join('\n\n');
  });
  const problems = Object.entries(PROBLEMS).map(
    ([code, { status, title }]) => `| ${status} | \`${code}\` | ${title} |`,
  );
  const page = [
    '# API',
    '<!-- Made of the routes by `npm run openapi`. -->',
    DESCRIPTION,
    'The whole of it, with every field, is [openapi.json](openapi.json), which each stage serves at `GET /openapi.json`; [clients](../clients/README.md) has a client in TypeScript.',
    ...sections,
    '## Problems',
    ['| status | code | |', '| --- | --- | --- |', ...problems].join('\n'),
  ].join('\n\n');
  return format(page, { ...(await resolveConfig('docs/README.md')), parser: 'markdown' });
}

const HEAD = ['| route | who | what | takes |', '| --- | --- | --- | --- |'];

const WHO: Readonly<Record<RouteAuth, string>> = {
  service: 'service (SigV4)',
  viewer: 'viewer',
  operator: 'operator',
  approver: 'approver',
  open: 'anyone',
};

const ASKS = { scrapeToken: 'bearer token', slackSignature: 'Slack (signature)' } as const;

function row(key: DocumentedRoute): string {
  const description: RouteDescription = DESCRIPTIONS[key];
  const who = description.asks ? ASKS[description.asks] : WHO[ROUTES[key].auth];
  return `| \`${key}\` | ${who} | ${description.summary} | ${takes(description).join(', ')} |`;
}

function takes({ query, body, ifMatch, idempotencyKey }: RouteDescription): readonly string[] {
  const names = query && 'entries' in query ? Object.keys(query.entries as object) : [];
  return [
    ...names.map((name) => `\`${name}\``),
    ...(body ? ['a body'] : []),
    ...(ifMatch ? ['`If-Match`'] : []),
    ...(idempotencyKey ? ['`Idempotency-Key`'] : []),
  ];
}
