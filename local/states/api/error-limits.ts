/** Longest `error` and `cause` of StopExecution and SendTaskFailure, in characters. */
export const LONGEST_ERROR = 256;
export const LONGEST_CAUSE = 32_768;
