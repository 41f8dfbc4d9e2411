import { readFileSync } from 'node:fs';

interface LockedPackage {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>;
};

/** As Node looks: in the package's own node_modules, then in those of the packages around it. */
function isLocked(name: string, from: string): boolean {
  const nesting = from.split('/node_modules/').map((_, depth, parts) => parts.slice(0, depth + 1));
  const folders = ['', ...nesting.map((parts) => `${parts.join('/node_modules/')}/`)];
  return folders.some((folder) => packages[`${folder}node_modules/${name}`]?.version !== undefined);
}

describe('the lock file', () => {
  // npm ci refuses a lock that lacks one of them, and npm install drops those that a registry does not have.
  it('names every optional package, those of other platforms too', () => {
    const optional = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => ({ name, path })),
    );

    expect(optional.length).toBeGreaterThan(0);
    expect(optional.filter(({ name, path }) => !isLocked(name, path))).toEqual([]);
  });
});
