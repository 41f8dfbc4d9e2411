import * as fc from 'fast-check';
import { createKeyIndex } from '../../../../../local/s3/store/key-index.ts';
import { listKeys, type ListPosition, type ListQuery } from '../../../../../local/s3/store/list-keys.ts';
import { anObject } from './an-object.ts';

/** Few characters, so that prefixes and delimiters meet; two of them sort differently in UTF-16 and UTF-8. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'ä', '\uffee', '😀'), maxLength: 5 });
const keys = fc.uniqueArray(
  text.filter((key) => key !== ''),
  { maxLength: 30 },
);
const queries = fc.record({
  prefix: fc.oneof(fc.constant(''), text),
  delimiter: fc.constantFrom('', '/', 'ä', 'b/'),
  maxKeys: fc.integer({ min: 1, max: 7 }),
});

const inOrder = (names: Iterable<string>): string[] =>
  [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

const indexOf = (names: readonly string[]) => createKeyIndex(names.map((key) => anObject({ key })));

interface Listing {
  readonly keys: string[];
  readonly commonPrefixes: string[];
}

/** What S3's documentation says of a list, said again without any index. */
function expected(
  names: readonly string[],
  { prefix, delimiter }: Omit<ListQuery, 'maxKeys' | 'after'>,
): Listing {
  const matching = names.filter((name) => name.startsWith(prefix));
  const rolledUp = (name: string): string | undefined => {
    const end = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
    return end === -1 ? undefined : name.slice(0, end + delimiter.length);
  };
  return {
    keys: inOrder(matching.filter((name) => rolledUp(name) === undefined)),
    commonPrefixes: inOrder(new Set(matching.map(rolledUp).filter((name) => name !== undefined))),
  };
}

function listAll(names: readonly string[], query: Omit<ListQuery, 'after'>): Listing & { pages: number[] } {
  const index = indexOf(names);
  const listing = { keys: [] as string[], commonPrefixes: [] as string[], pages: [] as number[] };
  let after: ListPosition | undefined;
  do {
    const page = listKeys(index, { ...query, after });
    listing.keys.push(...page.records.map(({ key }) => key));
    listing.commonPrefixes.push(...page.commonPrefixes);
    listing.pages.push(page.records.length + page.commonPrefixes.length);
    after = page.next;
  } while (after);
  return listing;
}

describe('listKeys', () => {
  it('lists every key or its common prefix once, in UTF-8 order, however long the pages', () => {
    fc.assert(
      fc.property(keys, queries, (names, query) => {
        const { pages, ...listing } = listAll(names, query);

        expect(listing).toEqual(expected(names, query));
        expect(pages.slice(0, -1).every((length) => length === query.maxKeys)).toBe(true);
      }),
    );
  });

  it('starts after any text, whether or not it is a key', () => {
    fc.assert(
      fc.property(keys, queries, text, (names, query, startAfter) => {
        const { records } = listKeys(indexOf(names), {
          ...query,
          delimiter: '',
          maxKeys: 1000,
          after: { key: startAfter },
        });

        const later = names.filter((name) => Buffer.compare(Buffer.from(name), Buffer.from(startAfter)) > 0);
        expect(records.map(({ key }) => key)).toEqual(expected(later, { ...query, delimiter: '' }).keys);
      }),
    );
  });

  it('is not truncated when exactly as long as a page', () => {
    const page = listKeys(indexOf(['a', 'b']), { prefix: '', delimiter: '', maxKeys: 2, after: undefined });

    expect(page.next).toBeUndefined();
  });

  it('lists nothing, and is not truncated, for no keys at all', () => {
    const page = listKeys(indexOf(['a']), { prefix: '', delimiter: '', maxKeys: 0, after: undefined });

    expect(page).toEqual({ records: [], commonPrefixes: [] });
  });
});
