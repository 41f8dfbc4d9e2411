import type { ListOf } from '../api/lists.ts';
import { settledPace } from './pace.ts';
import { useChain } from './use-chain.ts';
import type { Live } from './use-live.ts';

export interface Pages<Row> extends Live<{ readonly items: readonly Row[] }> {
  /** Reads one more page. Absent when there is none. */
  readonly more?: () => void;
}

/** What a list answers, again and again, as many pages of it as somebody has asked for. */
export function usePages<Row>(list: ListOf<Row>, pace: () => number = settledPace): Pages<Row> {
  const { bodies, ...chain } = useChain({ at: list, nextOf: (page) => page.next_cursor, pace });
  return { ...chain, ...(bodies.length > 0 && { body: { items: bodies.flatMap(({ items }) => items) } }) };
}
