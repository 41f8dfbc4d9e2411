import fc from 'fast-check';
import { readSelection, signSelection } from '../../../lib/traffic/selection-id.ts';

const KEY = Buffer.alloc(32, 1);
const CLAIMS = {
  mode: 'fast',
  assignedMode: 'creative',
  at: 1_767_225_600_000,
  weightsVersion: 3,
  nonce: 'abc',
};

describe('a selection id', () => {
  it('says again what was signed', () => {
    expect(readSelection(signSelection(CLAIMS, KEY), KEY)).toEqual(CLAIMS);
  });

  it('is unknown under another key', () => {
    expect(readSelection(signSelection(CLAIMS, KEY), Buffer.alloc(32, 2))).toBeUndefined();
  });

  it('is unknown with any one character changed, added or taken away', () => {
    const id = signSelection(CLAIMS, KEY);
    fc.assert(
      fc.property(fc.nat(id.length - 1), fc.string({ maxLength: 2 }), (position, replacement) => {
        const altered = id.slice(0, position) + replacement + id.slice(position + 1);

        expect(readSelection(altered, KEY)).toEqual(altered === id ? CLAIMS : undefined);
      }),
    );
  });

  it('is unknown, not an error, for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readSelection(text, KEY)).toBeUndefined();
      }),
    );
  });
});
