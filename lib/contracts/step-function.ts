/** Lambda's time-out of the functions that do and plan steps. */
export const STEP_FUNCTION_SECONDS = 25;
