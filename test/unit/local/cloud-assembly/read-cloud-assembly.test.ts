import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readCloudAssembly } from '../../../../local/cloud-assembly/read-cloud-assembly.ts';

const FUNCTION = { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: 'b', S3Key: 'abc.zip' } } };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assembly-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (file: string, content: unknown): void => {
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
};

function writeAssembly(template: unknown, stacks: readonly string[] = ['App']): void {
  const artifacts = stacks.flatMap((name) => [
    [`${name}.assets`, { type: 'cdk:asset-manifest', properties: { file: `${name}.assets.json` } }],
    [
      name,
      {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: `${name}.template.json`, stackName: `${name}-stack` },
        dependencies: [`${name}.assets`],
      },
    ],
  ]);
  write('manifest.json', { artifacts: Object.fromEntries(artifacts) as unknown });
  for (const name of stacks) {
    write(`${name}.template.json`, template);
    write(`${name}.assets.json`, {
      files: {
        abc: { source: { path: 'asset.abc' }, destinations: { here: { objectKey: 'abc.zip' } } },
      },
    });
  }
}

const read = (stackName?: string) =>
  readCloudAssembly({
    assemblyDir: folder,
    ...(stackName === undefined ? {} : { stackName }),
    environment: { account: '000000000000', region: 'us-east-1' },
    apiUrl: 'http://127.0.0.1:1',
    awsUrl: 'http://127.0.0.1:2',
  });

describe('readCloudAssembly', () => {
  it('reads the only stack, its outputs and the code folder of its functions', () => {
    writeAssembly({ Resources: { Fn: FUNCTION }, Outputs: { Name: { Value: { Ref: 'Fn' } } } });

    const assembly = read();

    expect(assembly.stackName).toBe('App-stack');
    expect(assembly.outputs).toEqual({ Name: 'App-stack-Fn' });
    expect(assembly.codeFolderOf('Fn')).toBe(join(folder, 'asset.abc'));
  });

  it('chooses a stack by name', () => {
    writeAssembly({ Resources: {} }, ['One', 'Two']);

    expect(read('Two-stack').stackName).toBe('Two-stack');
    expect(() => read()).toThrow('should hold exactly one stack; it holds: One-stack, Two-stack');
    expect(() => read('Three')).toThrow('should hold a stack Three');
  });

  it('names the function that has no code asset', () => {
    writeAssembly({ Resources: { Fn: { ...FUNCTION, Properties: { Code: { ZipFile: 'x' } } } } });

    expect(() => read().codeFolderOf('Fn')).toThrow('function Fn has no code asset');
    expect(() => read().codeFolderOf('Other')).toThrow('the template has no function Other');
    expect(() => read().assetPathOf('zzz.zip')).toThrow('is published as zzz.zip');
  });

  it.each([
    ['a missing folder', () => undefined, /manifest\.json could not be read: ENOENT/],
    [
      'a broken manifest',
      () => {
        write('manifest.json', '{');
      },
      /manifest\.json could not be read/,
    ],
    [
      'a template with a transform',
      () => {
        writeAssembly({ Resources: {}, Transform: 'X' });
      },
      /App\.template\.json: the template has sections that are not supported: Transform/,
    ],
    [
      'a template with a rule',
      () => {
        writeAssembly({ Resources: {}, Rules: { Mine: {} } });
      },
      /Rules\.Mine: rules are not supported/,
    ],
    [
      'a resource without a type',
      () => {
        writeAssembly({ Resources: { A: {} } });
      },
      /Resources\.A\.Type/,
    ],
  ])('refuses %s', (_, prepare, sentence) => {
    prepare();

    expect(() => read()).toThrow(sentence);
  });

  it("lets the CDK's check of the bootstrap stack pass", () => {
    writeAssembly({ Resources: {}, Rules: { CheckBootstrapVersion: {} } });

    expect(read().resources).toEqual([]);
  });
});
