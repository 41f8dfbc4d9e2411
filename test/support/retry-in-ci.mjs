import { jest } from '@jest/globals';

/**
 * CI shares its processors: a test that races sockets against time-outs may lose for no fault of the code. There each
 * gets two more tries, and what it failed with is printed. Elsewhere a failure is a failure at once.
 */
if (process.env.CI) jest.retryTimes(2, { logErrorsBeforeRetry: true });
