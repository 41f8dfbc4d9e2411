/**
 * The arrows of docs/architecture.md: lib/shared <- lib/contracts <- lib/<capability> <- lib/aws <- functions,
 * lib/config beside the capabilities for cdk and scripts, and `local` on its own.
 */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(lib|functions|cdk|local|rehearsal|console|clients|scripts|bench|test)/', pathNot: allowed },
});

const CAPABILITIES = '^lib/(?!shared/|contracts/|config/|aws/|http/)([^/]+)/';

export default {
  forbidden: [
    only('shared-stands-alone', '^lib/shared/', ['^lib/shared/'], 'lib/shared imports nothing of ours'),
    only('contracts-know-shared', '^lib/contracts/', ['^lib/(shared|contracts)/'], 'names and schemas only'),
    only(
      'config-knows-contracts',
      '^lib/config/',
      ['^lib/(shared|contracts|config)/'],
      'configuration is data',
    ),
    only(
      'capabilities-are-apart',
      CAPABILITIES,
      ['^lib/(shared|contracts)/', '^lib/$1/'],
      'a capability sees no other',
    ),
    only('adapters-know-ports', '^lib/(aws|http)/', ['^lib/(?!config/)'], 'adapters implement ports'),
    only(
      'functions-are-thin',
      '^functions/',
      ['^lib/(?!config/)', '^functions/'],
      'functions wire lib together',
    ),
    only(
      'cdk-sees-data',
      '^cdk/',
      ['^lib/(shared|contracts|config)/', '^cdk/'],
      'CDK takes a bundle folder, never handler code',
    ),
    only('clients-stand-alone', '^clients/', ['^clients/'], 'a client is bundled with whatever uses it'),
    only('local-stands-alone', '^local/', ['^local/'], 'the local stack knows nothing of Artisan'),
    only(
      'rehearsal-speaks-http',
      '^rehearsal/',
      ['^lib/(shared|contracts|config)/', '^rehearsal/'],
      'the world outside the API',
    ),
    only(
      'console-speaks-http',
      '^console/',
      [
        '^(console|clients)/',
        '^lib/contracts/',
        '^lib/rendering/figures\\.ts$',
        '^lib/shared/clock\\.ts$',
        // Signing in, and what approving costs, of which there is one copy.
        '^functions/approval-page/page/(sign-in|cost)\\.',
      ],
      'the console runs in a browser: names, types and pure functions only',
    ),
    {
      name: 'console-is-small',
      comment: 'What a browser loads: no package but preact and valibot, nothing of Node',
      severity: 'error',
      from: { path: '^console/' },
      to: { dependencyTypesNot: ['local', 'type-only'], pathNot: 'node_modules/(preact|valibot)/' },
    },
    only(
      'cli-speaks-http',
      '^cli/',
      ['^clients/', '^lib/shared/', '^cli/'],
      'the CLI knows the API by its client',
    ),
    {
      name: 'domain-has-no-sdk',
      comment: 'Domain code is pure: no SDK, no CDK, no middy',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/aws/' },
      to: { path: 'node_modules/(@aws-sdk|@smithy|@middy|aws-cdk-lib|constructs)/' },
    },
    {
      name: 'no-cdk-at-runtime',
      severity: 'error',
      from: { path: '^(lib|functions|local|rehearsal)/' },
      to: { path: 'node_modules/(aws-cdk-lib|constructs|cdk-nag)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(lib|functions|cdk|local|rehearsal|console)/', pathNot: ['\\.d\\.ts$'] },
      to: {},
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Bundles: half a gigabyte of them takes a minute, and then all of the heap.
    exclude: { path: '^(\\.build|cdk\\.out)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
