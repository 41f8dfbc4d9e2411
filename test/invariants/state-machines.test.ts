import { spawnSync } from 'node:child_process';
import { readCloudAssembly } from '../../local/cloud-assembly/read-cloud-assembly.ts';
import { synthesizeApprovalApp } from '../support/approval-app/synthesize-approval-app.ts';
import { assemblyOf } from '../support/built.ts';
import { theTemplate } from './the-template.ts';

const TYPE = 'AWS::StepFunctions::StateMachine';
const VALIDATORS = 'test/unit/local/states/support/validate-machines.ts';

interface Machine {
  readonly id: string;
  readonly definition: string;
}

/** The state machines of an app, with every reference in their definitions resolved. */
function machinesOf(assemblyDir: string): readonly Machine[] {
  const { resources } = readCloudAssembly({
    assemblyDir,
    environment: { account: '000000000000', region: 'us-east-1' },
    apiUrl: 'http://127.0.0.1:1',
    awsUrl: 'http://127.0.0.1:2',
    lookupParameter: () => undefined,
  });
  return resources
    .filter(({ type }) => type === TYPE)
    .map(({ logicalId, properties }) => ({
      id: logicalId,
      definition: String(properties['DefinitionString']),
    }));
}

/** What asl-validator and amazon-states-language-service have against the definitions. */
function complaintsAbout(definitions: readonly string[]): readonly string[] {
  const { stdout, stderr } = spawnSync(process.execPath, [VALIDATORS], {
    input: `[${definitions.join(',')}]`,
    encoding: 'utf8',
  });
  return stdout === '' ? [stderr] : (JSON.parse(stdout) as readonly string[]);
}

describe('the state machines', () => {
  const machines = machinesOf(assemblyOf('local'));

  it('are all looked at', () => {
    const shipped = theTemplate().ofType(TYPE);

    expect(machines.map(({ id }) => id).sort()).toEqual(shipped.map(({ id }) => id).sort());
  });

  it('pass both validators', () => {
    expect(complaintsAbout(machines.map(({ definition }) => definition))).toEqual([]);
  });
});

describe('the look at state machines', () => {
  const { assemblyDir, remove } = synthesizeApprovalApp();
  const machines = machinesOf(assemblyDir);
  const [{ definition } = { definition: '' }] = machines;
  afterAll(remove);

  it('finds that of the sample app, which passes', () => {
    expect(machines).toHaveLength(1);
    expect(definition).toContain('"StartAt":"Ask an approver"');
    expect(complaintsAbout([definition])).toEqual([]);
  });

  it('sees a state that is not there, and a field that no state has', () => {
    const lost = definition.replace('"Next":"Write the report"', '"Next":"Write a novel"');
    const unknown = definition.replace('"TimeoutSeconds":3600', '"TimeoutHours":1');
    // Each complaint quotes the definition it is about.
    const complaints = complaintsAbout([lost, unknown]);

    expect(complaints).toContainEqual(expect.stringContaining('Write a novel'));
    expect(complaints).toContainEqual(expect.stringContaining('TimeoutHours'));
  });
});
