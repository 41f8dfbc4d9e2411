const AT_A_TIME = 10;

/** Does the work for each, some at a time: one that fails keeps nobody else from his turn. Answers with what failed. */
export async function attemptEach<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  for (let first = 0; first < items.length; first += AT_A_TIME) {
    const results = await Promise.allSettled(items.slice(first, first + AT_A_TIME).map(work));
    for (const result of results) if (result.status === 'rejected') failures.push(result.reason);
  }
  return failures;
}
