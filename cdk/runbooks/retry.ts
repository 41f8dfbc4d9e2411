import { timingOf, type Timed } from '../../lib/contracts/step-timing.ts';

/** Names that end a try after all its time. `Sandbox.Timedout` is the function's own time-out. */
const SLOW = ['States.Timeout', 'Sandbox.Timedout'];

/**
 * What passes by itself, and soon. Whatever is called may be called again, so a function that died in the middle
 * (`Lambda.Unknown`, `Runtime.ExitError`) is among it. Source: "Handle transient Lambda service exceptions", AWS Step
 * Functions Developer Guide.
 */
const QUICK = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  'StoreUnavailableError',
  // What went before it was slow, a cold start perhaps.
  'TryOverError',
  // A target may be in the middle of something. No longer than seconds: one that restarts refuses to be restarted, and
  // would not any more once that is over.
  'TargetUnavailableError',
  'TargetBusyError',
];

/**
 * A step of 60 s that polls every 5 s: 12 looks, the last when its time is over; 1 more try after one of 29 s
 * (29 + 1 + 29 <= 60); 3 more after errors that come at once (1 + 2 + 4 = 7 s). None of them goes on for longer than
 * the step may take.
 */
export function retryActing(timed: Timed): readonly object[] {
  const { polls } = timingOf(timed);
  const looks = {
    ErrorEquals: ['NotYetError'],
    IntervalSeconds: timed.poll_seconds,
    BackoffRate: 1,
    MaxAttempts: polls,
  };
  return [looks, ...retryPassing(timed)];
}

/** The same without looking again: for what waits for nothing. */
export function retryPassing(timed: Timed): readonly object[] {
  const { slowRetries, quickRetries } = timingOf(timed);
  return [
    { ErrorEquals: SLOW, IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: slowRetries },
    { ErrorEquals: QUICK, IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: quickRetries },
  ];
}

/** An asking task waits for hours: only what comes at once is tried again. */
export function retryAsking(timed: Timed): readonly object[] {
  return retryPassing(timed).slice(1);
}
