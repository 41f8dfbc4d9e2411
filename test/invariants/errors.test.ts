import { filesIn } from './source-files.ts';

interface ErrorClass {
  readonly name: string;
  readonly base: string;
  readonly isAbstract: boolean;
  readonly body: string;
}

/** Classes at the left margin, as prettier writes them: the body ends with the first brace there. */
const CLASS = /^(?:export )?(abstract )?class (\w+) extends (\w+)[^{]*\{(.*?)\n?\}$/gms;

const classes = filesIn(['lib', 'functions']).flatMap(({ text }) =>
  [...text.matchAll(CLASS)].map(([, abstract, name = '', base = '', body = '']): ErrorClass => ({
    name,
    base,
    isAbstract: abstract !== undefined,
    body,
  })),
);
const baseOf = new Map(classes.map(({ name, base }) => [name, base]));

function isError(name: string | undefined): boolean {
  return name === 'Error' || (name !== undefined && isError(baseOf.get(name)));
}

const errors = classes.filter(({ base }) => isError(base));

describe('the errors', () => {
  it('are as many as their names', () => {
    expect(errors.length).toBeGreaterThan(5);
    expect(baseOf.size).toBe(classes.length);
  });

  it.each(errors.filter(({ isAbstract }) => !isAbstract))(
    '$name says its name in a literal',
    ({ name, body }) => {
      expect(body).toMatch(new RegExp(`^  override readonly name = '${name}';$`, 'm'));
    },
  );

  it('descend from the one base', () => {
    const strays = errors.filter(({ name, base }) => base === 'Error' && name !== 'ArtisanError');

    expect(strays).toEqual([]);
  });
});
