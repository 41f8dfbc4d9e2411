/** Files that break one rule of .dependency-cruiser.mjs each. An import that is only a name is of a package. */
export interface DependencyProbe {
  readonly rule: string;
  readonly file: string;
  readonly imports: string;
}

export const PROBES: readonly DependencyProbe[] = [
  { rule: 'shared-stands-alone', file: 'lib/shared/a.ts', imports: '../contracts/target.ts' },
  { rule: 'contracts-know-shared', file: 'lib/contracts/a.ts', imports: '../traffic/target.ts' },
  { rule: 'config-knows-contracts', file: 'lib/config/a.ts', imports: '../traffic/target.ts' },
  { rule: 'capabilities-are-apart', file: 'lib/traffic/a.ts', imports: '../training/target.ts' },
  { rule: 'capabilities-are-apart', file: 'lib/traffic/b.ts', imports: '../aws/target.ts' },
  { rule: 'adapters-know-ports', file: 'lib/aws/a.ts', imports: '../config/target.ts' },
  { rule: 'adapters-know-ports', file: 'lib/aws/b.ts', imports: '../../functions/target.ts' },
  { rule: 'adapters-know-ports', file: 'lib/http/a.ts', imports: '../config/target.ts' },
  { rule: 'functions-are-thin', file: 'functions/a.ts', imports: '../lib/config/target.ts' },
  { rule: 'functions-are-thin', file: 'functions/b.ts', imports: '../local/target.ts' },
  { rule: 'cdk-sees-data', file: 'cdk/a.ts', imports: '../functions/target.ts' },
  { rule: 'cdk-sees-data', file: 'cdk/b.ts', imports: '../lib/traffic/target.ts' },
  { rule: 'clients-stand-alone', file: 'clients/a.ts', imports: '../lib/contracts/target.ts' },
  { rule: 'cli-speaks-http', file: 'cli/a.ts', imports: '../lib/contracts/target.ts' },
  { rule: 'local-stands-alone', file: 'local/a.ts', imports: '../lib/shared/target.ts' },
  { rule: 'local-stands-alone', file: 'local/b.ts', imports: '../cdk/target.ts' },
  { rule: 'rehearsal-speaks-http', file: 'rehearsal/a.ts', imports: '../local/target.ts' },
  { rule: 'console-speaks-http', file: 'console/a.ts', imports: '../functions/target.ts' },
  { rule: 'console-speaks-http', file: 'console/b.ts', imports: '../lib/traffic/target.ts' },
  { rule: 'console-is-small', file: 'console/c.ts', imports: 'aws-cdk-lib' },
  { rule: 'console-is-small', file: 'console/d.ts', imports: 'node:fs' },
  { rule: 'domain-has-no-sdk', file: 'lib/traffic/c.ts', imports: '@aws-sdk/client-probe' },
  { rule: 'no-cdk-at-runtime', file: 'functions/c.ts', imports: 'aws-cdk-lib' },
  { rule: 'no-cycles', file: 'scripts/a-back.ts', imports: './a.ts' },
  { rule: 'no-orphans', file: 'lib/traffic/orphan.ts', imports: '' },
  { rule: 'no-undeclared-packages', file: 'scripts/b.ts', imports: 'undeclared' },
  { rule: 'resolvable', file: 'scripts/c.ts', imports: './nowhere.ts' },
];

/** One for each arrow of the architecture: nothing to complain about. */
export const ALLOWED: readonly Omit<DependencyProbe, 'rule'>[] = [
  { file: 'lib/contracts/ok.ts', imports: '../shared/target.ts' },
  { file: 'lib/config/ok.ts', imports: '../contracts/target.ts' },
  { file: 'lib/traffic/ok.ts', imports: '../contracts/target.ts' },
  { file: 'lib/aws/ok.ts', imports: '../traffic/target.ts' },
  { file: 'lib/http/ok.ts', imports: '../traffic/target.ts' },
  { file: 'lib/aws/sdk.ts', imports: '@aws-sdk/client-probe' },
  { file: 'functions/ok.ts', imports: '../lib/aws/target.ts' },
  { file: 'cdk/ok.ts', imports: '../lib/config/target.ts' },
  { file: 'rehearsal/ok.ts', imports: '../lib/contracts/target.ts' },
  { file: 'console/ok.ts', imports: '../lib/contracts/target.ts' },
  { file: 'scripts/ok.ts', imports: '../local/target.ts' },
];
