import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ACTIONS } from '../../lib/contracts/actions.ts';
import { machineName } from '../../lib/contracts/runbook-names.ts';
import { isPossibleErrorName } from '../../local/states/asl/error-names.ts';
import { HANDBOOK_FOLDER, handbookFiles } from '../../scripts/handbook/files.ts';
import { filesIn } from './source-files.ts';
import { theTemplate } from './the-template.ts';

interface Rescue {
  readonly ErrorEquals: readonly string[];
}

interface Machine {
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<
    Record<string, { readonly Retry?: readonly Rescue[]; readonly Catch?: readonly Rescue[] }>
  >;
}

/** Errors of AWS, from "Handling errors in Step Functions workflows" and "AWS Lambda, Invoke, Errors". */
const OF_AWS = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  'Sandbox.Timedout',
];

const ours = filesIn(['lib', 'functions']).flatMap(({ text }) =>
  [...text.matchAll(/^ {2}override readonly name = '(\w+)';$/gm)].map(([, name = '']) => name),
);
const IDS = readdirSync('configs/runbooks').map((file) => file.replace('.yaml', ''));
const template = theTemplate();
const machines = new Map(
  template
    .ofType('AWS::StepFunctions::StateMachine')
    .filter(({ properties }) => typeof properties['DefinitionString'] === 'string')
    .map(({ properties }) => [
      String(properties['StateMachineName']),
      JSON.parse(String(properties['DefinitionString'])) as Machine,
    ]),
);
const pages = await handbookFiles();

describe.each(IDS)('the runbook %s', (id) => {
  const machine = machines.get(machineName('local', id));

  it('has a state machine with a time-out', () => {
    expect(machine?.TimeoutSeconds).toBeGreaterThan(0);
  });

  it('is started by something', () => {
    const file = parse(readFileSync(`configs/runbooks/${id}.yaml`, 'utf8')) as Record<
      string,
      { triggers?: Record<string, unknown> }
    >;

    expect(Object.keys(file[id]?.triggers ?? {})).not.toEqual([]);
  });

  it('goes by names of errors that something throws', () => {
    const rescues = Object.values(machine?.States ?? {}).flatMap(({ Retry = [], Catch = [] }) => [
      ...Retry,
      ...Catch,
    ]);
    const names = new Set(rescues.flatMap(({ ErrorEquals }) => ErrorEquals));
    const unknown = [...names].filter((name) =>
      name.startsWith('States.') ? !isPossibleErrorName(name) : ![...ours, ...OF_AWS].includes(name),
    );

    expect(names.size).toBeGreaterThan(5);
    expect(unknown).toEqual([]);
  });
});

describe('the pages on runbooks', () => {
  it.each(Object.keys(pages))('%s is in the repository as `npm run handbook` makes it', (path) => {
    expect(readFileSync(path, 'utf8')).toBe(pages[path]);
  });

  it('are one for each, and the list', () => {
    const found = readdirSync(HANDBOOK_FOLDER).map((file) => `${HANDBOOK_FOLDER}/${file}`);
    const ofRunbooks = Object.keys(pages).filter((path) => path.startsWith(HANDBOOK_FOLDER));

    expect(found.sort()).toEqual(ofRunbooks.sort());
  });

  it('are linked from the handbook', () => {
    expect(readFileSync('docs/operator-handbook.md', 'utf8')).toContain('](runbooks/README.md)');
  });
});

describe('the actions', () => {
  it('are implemented, each once', () => {
    const sources = filesIn(['functions']).map(({ text }) => text);
    const bound = sources.flatMap((text) =>
      [...text.matchAll(/\baction\(\s*'([\w.]+)'/g)].map(([, name]) => name),
    );

    expect(bound.sort()).toEqual(Object.keys(ACTIONS).sort());
  });
});
