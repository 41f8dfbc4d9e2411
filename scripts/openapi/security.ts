import { ROLES } from '../../lib/contracts/names.ts';
import type { RouteDescription } from '../../lib/contracts/api/description.ts';
import type { RouteAuth } from '../../lib/contracts/routes.ts';
import type { JsonObject } from './json.ts';

/** Any one of the requirements will do. Roles stand where OpenAPI has scopes: they are groups of the token. */
export function securityOf(auth: RouteAuth, asks: RouteDescription['asks']): readonly JsonObject[] {
  if (asks !== undefined) return [{ [asks]: [] }];
  if (auth === 'open') return [];
  if (auth === 'service') return [{ service: [] }];
  const sufficient = auth === 'viewer' ? ROLES : [auth];
  return sufficient.map((role) => ({ person: [role] }));
}

export const SECURITY_SCHEMES: JsonObject = {
  service: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description:
      'AWS Signature Version 4 for `execute-api`, by a principal with the managed policy of the serving team or of the trainer.',
    'x-amazon-apigateway-authtype': 'awsSigv4',
  },
  person: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'An access token of the user pool. A viewer reads, an operator also changes, an approver reads and decides approvals: they are groups of the pool.',
  },
  scrapeToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of scrapes, kept as a SecureString.',
  },
  slackSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Slack-Signature',
    description: 'What Slack signs its requests with, and X-Slack-Request-Timestamp.',
  },
};
