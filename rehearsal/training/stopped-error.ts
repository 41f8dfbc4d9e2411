/** The trainer was told to leave everything as it is while it waited for an answer. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}
