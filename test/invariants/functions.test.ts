import { existsSync, readdirSync } from 'node:fs';
import { ENVIRONMENTS } from '../../lib/contracts/environment.ts';
import { FUNCTION_NAMES } from '../../lib/contracts/names.ts';
import { theTemplate } from './the-template.ts';

const STAGE = 'local';
const NAMES = [...FUNCTION_NAMES].sort();

const template = theTemplate(STAGE);
const shipped = new Map(
  template.ofType('AWS::Lambda::Function').map(({ properties }) => {
    const { Variables } = properties['Environment'] as { Variables: Record<string, unknown> };
    const name = String(properties['FunctionName']).replace(`artisan-${STAGE}-`, '');
    return [name, Variables] as const;
  }),
);

describe('the functions', () => {
  it('have a folder with an entry for each name of the contract, and no other', () => {
    const folders = readdirSync('functions').filter((name) => existsSync(`functions/${name}/handler.ts`));

    expect(folders.sort()).toEqual(NAMES);
  });

  it('are the functions of the template', () => {
    expect([...shipped.keys()].sort()).toEqual(NAMES);
  });

  it('have a schema of their environment each', () => {
    expect(Object.keys(ENVIRONMENTS).sort()).toEqual(NAMES);
  });

  it.each(FUNCTION_NAMES)('gives %s every variable of its schema and none besides', (name) => {
    expect(Object.keys(shipped.get(name) ?? {}).sort()).toEqual(
      Object.keys(ENVIRONMENTS[name].entries).sort(),
    );
  });

  // Intrinsics count as they are written, which is longer than most of what they give.
  it.each(FUNCTION_NAMES)(
    'gives %s no more than the 4 KB that all variables may take, with room to spare',
    (name) => {
      expect(Buffer.byteLength(JSON.stringify(shipped.get(name)))).toBeLessThan(3_500);
    },
  );
});
