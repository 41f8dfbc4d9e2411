export { bearer, createArtisanClient, type ArtisanClient } from './client.ts';
export { ApiProblemError, ApiUnreachableError, type ProblemCode } from './problem.ts';
export { RETRIES, type OutgoingRequest, type RetryPolicy } from './retries.ts';
export type { Data, Options, Schemas } from './routes.ts';
export type { ClientOptions, Credential, Reply } from './sending.ts';
