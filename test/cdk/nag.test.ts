import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { synthesized } from '../support/synthesized.ts';

interface Report {
  readonly pluginReports: readonly {
    readonly summary: { readonly status: string };
    readonly violations: unknown[];
  }[];
}

/** CDK's own validation is nine tenths of the work, and about the shape of the stack, which stages share. */
describe.each([
  ['local', { isValidated: false }],
  ['prod', { isValidated: true }],
])('cdk-nag over stage %s', (stage, options) => {
  it('finds nothing that is not acknowledged with a reason', () => {
    const { app, folder, remove } = synthesized(stage, options);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));

    const synthesize = () => app.synth();

    expect(synthesize).not.toThrow();
    const report = JSON.parse(readFileSync(join(folder, 'validation-report.json'), 'utf8')) as Report;
    expect(report.pluginReports).toHaveLength(2);
    expect(report.pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
    remove();
  });
});
