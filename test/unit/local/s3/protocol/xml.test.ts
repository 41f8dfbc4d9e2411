import * as fc from 'fast-check';
import { parseXml } from '../../../../../local/s3/protocol/xml-reader.ts';
import { xmlDocument } from '../../../../../local/s3/protocol/xml-writer.ts';

describe('XML', () => {
  it('says the same to the reader as to the writer, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const root = parseXml(
          xmlDocument('Root', [
            ['Child', text],
            ['Other', 1],
            ['None', undefined],
          ]),
        );

        expect(root.children.map((child) => [child.name, child.text])).toEqual([
          ['Child', text],
          ['Other', '1'],
        ]);
      }),
    );
  });

  it('is read with attributes, comments, empty elements and white space', () => {
    const root = parseXml(
      '<?xml version="1.0"?>\n<!-- c --><R xmlns="x" a=\'b\'>\n <E/> <T>&lt;&#x41;&#66;</T></R>\n',
    );

    expect(root.children.map(({ name, text }) => [name, text])).toEqual([
      ['E', ''],
      ['T', '<AB'],
    ]);
  });

  it.each(['&constructor;', '&#x110000;', '&#;', '&', '&amp'])('is malformed with %s in it', (text) => {
    expect(() => parseXml(`<R>${text}</R>`)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });

  it('of any text is read or malformed, in time', () => {
    const piece = fc.constantFrom('<', '>', '/', 'a', '="', '"', '<a', '</a>', '&', ';', ' ', '<!--', '-->');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          parseXml(pieces.join(''));
        } catch (error) {
          expect(error).toMatchObject({ code: 'MalformedXML' });
        }
      }),
    );
  });
});
