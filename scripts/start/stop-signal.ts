/** One Ctrl-C arrives twice: from the terminal, and from the launcher, which cannot know of the terminal's. */
const ONE_CTRL_C_MS = 1_000;

/** Aborted at the first SIGINT or SIGTERM. One that comes later than that ends the process at once. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  let firstAt: number | undefined;
  const onSignal = (): void => {
    firstAt ??= performance.now();
    if (performance.now() - firstAt > ONE_CTRL_C_MS) process.exit(130);
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return stop.signal;
}
