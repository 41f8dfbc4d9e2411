/**
 * Results in the order of the items, with so many calls under way at a time. Whoever stops early leaves those that have
 * begun to end by themselves; the first failure, in order, ends the sequence.
 */
export async function* readAhead<Item, Result>(
  items: Iterable<Item>,
  concurrency: number,
  call: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const underWay: Promise<Result>[] = [];
  for (const item of items) {
    const result = call(item);
    // Awaited in its turn; a failure before that must not end the process as an unhandled rejection.
    result.catch(() => undefined);
    underWay.push(result);
    if (underWay.length < concurrency) continue;
    const first = underWay.shift();
    if (first) yield await first;
  }
  for (const result of underWay) yield await result;
}
