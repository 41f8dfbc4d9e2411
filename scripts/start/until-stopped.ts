/** Settles at the first SIGINT or SIGTERM. A second one ends the process at once. */
export async function untilStopped(): Promise<'stopped'> {
  return new Promise((resolve) => {
    let signals = 0;
    const onSignal = (): void => {
      signals += 1;
      if (signals > 1) process.exit(130);
      resolve('stopped');
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}
