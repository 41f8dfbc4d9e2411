import type { Tag } from '../../lib/contracts/api/description.ts';

/** Of the contract, not of a release: its minor grows with what is added, its major with what breaks. */
export const API_VERSION = '1.0.0';

export const DESCRIPTION = `
The control plane of a service that answers in several modes while a PPO agent keeps training behind it.

JSON in snake_case; times are ISO 8601 in UTC with milliseconds; unknown fields of a request are refused, answers may get more. Errors are problems (RFC 9457) with a \`code\` for programs; what API Gateway answers by itself is \`{"message"}\`.

A change of a resource names the ETag it was read with in \`If-Match\`. What creates something takes an \`Idempotency-Key\`. Lists answer \`{items, next_cursor?}\` for \`limit\` and \`cursor\`. A 429 and a 503 come with \`Retry-After\`. What is no route is 404, a route's other methods are 405 with \`Allow\`.
`.trim();

const ABOUT: Readonly<Record<Tag, string>> = {
  Serving: 'Called for every request that is served.',
  Traffic: 'The split over the modes, and what keeps one from answering.',
  Training: 'Runs: what trainers report and are told, and what people order.',
  Checkpoints: 'What training can go back to. No byte of a model passes through the API.',
  Runbooks: 'What is done when something goes wrong, and how it went.',
  Approvals: 'What a person has to decide first.',
  Incidents: 'What went wrong, line by line.',
  Status: 'Whether all is as it should be.',
};

export const TAGS = Object.entries(ABOUT).map(([name, description]) => ({ name, description }));
