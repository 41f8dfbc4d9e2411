import { etagOfBody } from '../../../../functions/shared/resource.ts';
import { revalidated } from '../../../../functions/shared/revalidated.ts';

const BODY = { items: [1, 2] };
const TAG = etagOfBody(BODY);
const asked = (tag?: string, method = 'GET') => ({
  method,
  headers: tag === undefined ? {} : { 'if-none-match': tag },
});

describe('an answer to whoever may have it already', () => {
  it('gets the tag of its body, where it has none', () => {
    expect(
      revalidated(asked(), { status: 200, headers: { 'cache-control': 'no-store' }, body: BODY }),
    ).toEqual({
      status: 200,
      headers: { 'cache-control': 'no-store', etag: TAG },
      body: BODY,
    });
  });

  it.each([TAG, `W/${TAG}`, `"other", ${TAG}`])('is 304 without a body for %s', (tag) => {
    expect(revalidated(asked(tag), { status: 200, body: BODY })).toMatchObject({ status: 304, text: '' });
  });

  it.each(['"other"', ''])('is whole for %s', (tag) => {
    expect(revalidated(asked(tag), { status: 200, body: BODY })).toMatchObject({ status: 200, body: BODY });
  });

  it('is whole where the tag is of less than the body: figures move while it stands still', () => {
    const response = { status: 200, headers: { etag: '"3"' }, body: BODY };

    expect(revalidated(asked('"3"'), response)).toEqual(response);
  });

  it.each([
    ['of a change', asked(TAG, 'PUT'), { status: 200, body: BODY }],
    ['that is no 200', asked(TAG), { status: 202, body: BODY }],
    ['that is text', asked(TAG), { status: 200, body: BODY, text: 'x' }],
  ])('%s is left alone', (_, request, response) => {
    expect(revalidated(request, response)).toBe(response);
  });
});
