import type { Context } from 'aws-lambda';

/** What handlers under test look at of an invocation's context. */
export const aContext = { awsRequestId: 'request-1' } as Context;
