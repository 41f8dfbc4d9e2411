import { requireDynalite } from '../../../../../local/dynamodb/engine/dynalite-version.ts';

it('accepts the dynalite that is installed', () => {
  expect(() => {
    requireDynalite();
  }).not.toThrow();
});

it.each([
  [{ version: '4.0.1' }, '4.0.1'],
  [{}, 'undefined'],
  [null, 'undefined'],
])('refuses %j, saying what it needs and what it found', (manifest, found) => {
  expect(() => {
    requireDynalite(manifest);
  }).toThrow(`needs dynalite 4.0.0 exactly, found ${found}`);
});
