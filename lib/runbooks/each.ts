const AT_A_TIME = 10;

/** Does the work for each, some at a time: one that fails keeps nobody else from his turn. Throws the first failure. */
export async function forEach<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (let first = 0; first < items.length; first += AT_A_TIME) {
    const results = await Promise.allSettled(items.slice(first, first + AT_A_TIME).map(work));
    failures.push(...results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])));
  }
  if (failures.length > 0) throw failures[0];
}
