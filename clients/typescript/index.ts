export { bearer, createArtisanClient } from './client.ts';
export type { ArtisanClient } from './client.ts';
export { ApiProblemError, ApiUnreachableError } from './problem.ts';
export type { ProblemCode } from './problem.ts';
export { RETRIES } from './retries.ts';
export type { OutgoingRequest, RetryPolicy } from './retries.ts';
export type { Data, Options, Schemas } from './routes.ts';
export type { ClientOptions, Credential, Reply } from './sending.ts';
