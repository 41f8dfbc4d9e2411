/** The assembly cannot be run here: says what was found, and where. */
export class CloudAssemblyError extends Error {
  override readonly name = 'CloudAssemblyError';
}

/** Runs `resolve` and puts the place into the sentence of what it throws. */
export function locating<T>(place: string, resolve: () => T): T {
  try {
    return resolve();
  } catch (cause) {
    if (!(cause instanceof CloudAssemblyError)) throw cause;
    throw new CloudAssemblyError(`${place}: ${cause.message}`, { cause });
  }
}
