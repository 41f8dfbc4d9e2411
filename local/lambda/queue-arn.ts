import * as v from 'valibot';

/** Where events go that failed or ended. AWS also takes topics, buses and functions. */
export const queueArn = v.pipe(v.string(), v.startsWith('arn:aws:sqs:', 'only queues can take events here'));
