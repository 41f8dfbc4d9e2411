import type { Resource } from '../../../../local/cloud-assembly/resource.ts';
import { aMachine, aTask } from './support/a-machine.ts';
import { arnOf, aStack, aStateMachine, type Stack } from './support/a-stack.ts';

const waiting = aMachine({ Wait: { Type: 'Wait', Seconds: 10, End: true } });

async function definitionOf(stack: Stack, name: string): Promise<unknown> {
  const { definition } = await stack.call('DescribeStateMachine', { stateMachineArn: arnOf(name) });
  return JSON.parse(String(definition));
}

describe('provisioning', () => {
  it('takes a definition as text or as an object, and fills in its substitutions', async () => {
    const stack = aStack(waiting);
    const template = aMachine({
      Work: aTask({ Arguments: { FunctionName: '${Function}', Payload: '${Function} costs $$ {0}' } }),
    });
    const substituted = aMachine({
      Work: aTask({ Arguments: { FunctionName: 'f$&', Payload: 'f$& costs $$ {0}' } }),
    });
    const DefinitionSubstitutions = { Function: 'f$&' };

    stack.states.provision([
      aStateMachine('text', template, { DefinitionSubstitutions }),
      aStateMachine(
        'object',
        {},
        { Definition: template, DefinitionString: undefined, DefinitionSubstitutions },
      ),
    ]);

    expect(await definitionOf(stack, 'text')).toEqual(substituted);
    expect(await definitionOf(stack, 'object')).toEqual(substituted);
  });

  it('leaves resources of other types to others', () => {
    const stack = aStack(waiting);
    const bucket: Resource = { logicalId: 'B', type: 'AWS::S3::Bucket', physicalId: 'b', properties: {} };

    expect(() => {
      stack.states.provision([bucket, aStateMachine('machine', waiting)]);
    }).not.toThrow();
  });

  it.each([
    [
      'a definition in S3',
      { DefinitionS3Location: { Bucket: 'b', Key: 'k' } },
      'DefinitionS3Location must be replaced',
    ],
    ['Express', { StateMachineType: 'EXPRESS' }, 'StateMachineType EXPRESS is not supported: STANDARD only'],
    ['encryption', { EncryptionConfiguration: {} }, 'The property EncryptionConfiguration is not supported'],
    ['no definition', { DefinitionString: undefined }, 'It has neither DefinitionString nor Definition'],
    ['a number as definition', { DefinitionString: 7 }, 'DefinitionString must be a string'],
    [
      'JSONPath',
      { DefinitionString: JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } }) },
      '  /States/A: The state is in JSONPath',
    ],
  ])('refuses %s, naming the state machine', (_, properties, sentence) => {
    const stack = aStack(waiting);

    const provision = () => {
      stack.states.provision([aStateMachine('Broken', waiting, properties)]);
    };

    expect(provision).toThrow('State machine Broken cannot run here:\n');
    expect(provision).toThrow(sentence);
  });

  it('refuses an id that is no ARN of a state machine', () => {
    const stack = aStack(waiting);

    expect(() => {
      stack.states.provision([{ ...aStateMachine('Broken', waiting), physicalId: 'name' }]);
    }).toThrow('Its id name is no ARN of a state machine');
  });

  it('names every state machine that cannot run, and changes nothing then', async () => {
    const stack = aStack(waiting);

    expect(() => {
      stack.states.provision([
        aStateMachine('machine', aMachine({ Other: { Type: 'Succeed' } })),
        aStateMachine('One', {}),
        aStateMachine('Two', {}),
      ]);
    }).toThrow(/State machine One[^]*State machine Two/);
    expect(await definitionOf(stack, 'machine')).toEqual(waiting);
  });

  it('lets executions that run go on as they began', async () => {
    const stack = aStack(waiting);
    const execution = await stack.start();

    stack.states.provision([aStateMachine('machine', aMachine({ No: { Type: 'Fail' } }))]);
    await stack.pass(10);

    expect(await stack.describe(execution)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await stack.describe(await stack.start())).toMatchObject({ status: 'FAILED' });
  });
});

describe('closing', () => {
  it('stops the clockwork and leaves executions as they are', async () => {
    const stack = aStack(waiting);
    const execution = await stack.start();

    await stack.states.close();
    await stack.pass(100);

    expect(await stack.describe(execution)).toMatchObject({ status: 'RUNNING' });
  });

  it('does not listen to functions that are still at work', async () => {
    const { promise, resolve } = Promise.withResolvers<null>();
    const stack = aStack(aMachine({ Work: aTask() }), { functions: { work: () => promise } });
    const execution = await stack.start();
    const before = await stack.history(execution);

    await stack.states.close();
    resolve(null);
    await stack.pass(1);

    expect(await stack.history(execution)).toEqual(before);
  });
});
