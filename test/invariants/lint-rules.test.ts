import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { budgets } from '../../scripts/lint/budgets.mjs';
import { SOURCE_FOLDERS } from './source-files.ts';

const RULES: Linter.RulesRecord = {
  'budgets/max-exports': ['error', { max: 2 }],
  'budgets/no-default-export': 'error',
};

function messagesOn(code: string): string[] {
  const config: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { budgets },
    rules: RULES,
  };
  return new Linter().verify(code, [config], 'probe.ts').map(({ message }) => message);
}

describe('the budget of exports', () => {
  it.each([
    ['declarations', 'export const a = 1;\nexport function b() {}\nexport class C {}'],
    ['one statement', 'export const a = 1, b = 2, c = 3;'],
    ['a list', 'const a = 1, b = 2, c = 3;\nexport { a, b, c };'],
    ['others passed on', "export * from './a.ts';\nexport { b, c } from './b.ts';"],
  ])('refuses a third value, in %s', (_form, code) => {
    expect(messagesOn(code)).toEqual([expect.stringContaining('exports 3 values, at most 2')]);
  });

  it.each([
    ['as many values as allowed', 'export const a = 1;\nexport const b = 2;'],
    [
      'any number of types',
      'export interface A {}\nexport type B = 1;\nexport type { C } from "./c.ts";\nexport interface D {}\nexport const e = 1;',
    ],
    ['what stays inside', 'const a = 1, b = 2, c = 3, d = [a, b, c];\nexport { d };'],
  ])('takes %s', (_form, code) => {
    expect(messagesOn(code)).toEqual([]);
  });
});

describe('the rule on default exports', () => {
  it.each(['export default 1;', 'export default function a() {}', 'export default class A {}'])(
    'refuses %s',
    (code) => {
      expect(messagesOn(code)).toEqual([expect.stringContaining('Export by name')]);
    },
  );
});

describe.each(SOURCE_FOLDERS)('the source in %s', (folder) => {
  it('is held to every budget, as errors', async () => {
    const config = (await new ESLint().calculateConfigForFile(`${folder}/any.ts`)) as Required<Linter.Config>;

    const error = 2;
    expect(config.rules).toMatchObject({
      'max-lines': [error, { max: 300 }],
      'max-lines-per-function': [error, { max: folder === 'cdk' ? 80 : 50 }],
      'max-params': [error, 3],
      'budgets/max-exports': [error, { max: 5 }],
      'budgets/no-default-export': [error],
      '@typescript-eslint/no-explicit-any': [error],
      '@typescript-eslint/no-non-null-assertion': [error],
      '@typescript-eslint/ban-ts-comment': [error, expect.anything()],
    });
  });
});
