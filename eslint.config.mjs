import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';
import { budgets } from './scripts/lint/budgets.mjs';

const SOURCE = [
  'lib/**/*.ts',
  'functions/**/*.ts',
  'cdk/**/*.ts',
  'local/**/*.ts',
  'rehearsal/**/*.ts',
  'console/**/*.ts',
  'scripts/**/*.ts',
  'bench/**/*.ts',
  'clients/**/*.ts',
  'cli/**/*.ts',
];

/** The budgets of CONTRIBUTING.md are errors, not advice. */
const BUDGETS = {
  'max-lines': ['error', { max: 300 }],
  'max-lines-per-function': ['error', { max: 50, skipComments: true, skipBlankLines: true, IIFEs: true }],
  'max-params': ['error', 3],
  'budgets/max-exports': ['error', { max: 5 }],
  'budgets/no-default-export': 'error',
};

export default tseslint.config(
  { ignores: ['node_modules', '.build', 'cdk.out', 'clients/typescript/schema.ts'] },
  {
    files: ['**/*.mjs'],
    extends: [eslint.configs.recommended],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.ts'],
    extends: [
      eslint.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    plugins: { budgets },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
    },
  },
  { files: SOURCE, plugins: { budgets }, rules: BUDGETS },
  {
    files: ['cdk/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 80, skipComments: true, skipBlankLines: true }] },
  },
  {
    files: ['lib/**/*.ts', 'functions/**/*.ts'],
    ignores: ['lib/shared/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take a Clock (lib/shared/clock.ts) as an argument.' },
        {
          object: 'Math',
          property: 'random',
          message: 'Take a RandomSource (lib/shared/random.ts) as an argument.',
        },
      ],
    },
  },
  {
    files: ['console/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: '[name=/^(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|write)$/]',
          message: 'What comes from elsewhere becomes text, never markup.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/unbound-method': 'off',
      // jest's asymmetric matchers are typed any.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      'max-lines': ['error', { max: 300 }],
    },
  },
);
