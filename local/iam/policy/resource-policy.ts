import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Permission } from '../../aws-endpoint/service.ts';
import { compileWildcard } from './wildcard.ts';
import { evaluate } from './evaluate.ts';
import { compileStatement, OneOrMany, type Statement, StatementSchema } from './policy-document.ts';

/** A service that acts for one of its resources: EventBridge for a rule, CloudWatch for an alarm. */
export interface ServiceCaller {
  /** E.g. `events.amazonaws.com`. */
  readonly service: string;
  readonly sourceArn: string;
}

/** What the policy of a queue or function says to services. Identities are judged by their own policies. */
export interface ResourcePolicy {
  /** @throws AwsError AccessDeniedException */
  authorize(caller: ServiceCaller, permission: Permission): void;
}

const PrincipalSchema = v.union([
  v.literal('*'),
  v.strictObject({
    Service: v.optional(OneOrMany),
    AWS: v.optional(OneOrMany),
    Federated: v.optional(OneOrMany),
    CanonicalUser: v.optional(OneOrMany),
  }),
]);

const ResourcePolicyDocument = v.strictObject({
  Version: v.optional(v.picklist(['2012-10-17', '2008-10-17'])),
  Id: v.optional(v.string()),
  Statement: v.pipe(
    v.unknown(),
    v.transform((value): unknown[] => [value].flat()),
    v.array(v.strictObject({ ...StatementSchema.entries, Principal: PrincipalSchema })),
  ),
});

interface ServiceStatement extends Statement {
  readonly isAbout: (service: string) => boolean;
}

/** Nothing is allowed by it. */
export const NO_POLICY: ResourcePolicy = createPolicy([]);

/** Throws, naming it, for anything this stack would have to ignore. */
export function compileResourcePolicy(document: unknown): ResourcePolicy {
  const { Statement: statements } = v.parse(ResourcePolicyDocument, document);
  return createPolicy(
    statements.map(({ Principal, ...statement }) => ({
      ...compileStatement(statement, 'resource'),
      isAbout: servicesOf(Principal),
    })),
  );
}

function createPolicy(statements: readonly ServiceStatement[]): ResourcePolicy {
  return {
    authorize: ({ service, sourceArn }, { action, resource }) => {
      const context = new Map([
        ['aws:sourcearn', [sourceArn]],
        ['aws:sourceaccount', [accountOf(sourceArn)]],
        ['aws:securetransport', ['true']],
      ]);
      const applying = statements.filter(({ isAbout }) => isAbout(service));
      if (evaluate(applying, { action, resource, context }) === 'allowed') return;
      const message =
        `${service} is not authorized to perform: ${action} on resource: ${resource} for ${sourceArn}: ` +
        'the policy of the resource does not allow it';
      throw new AwsError('AccessDeniedException', message);
    },
  };
}

function servicesOf(principal: v.InferOutput<typeof PrincipalSchema>): ServiceStatement['isAbout'] {
  if (principal === '*' || principal.AWS?.includes('*') === true) return () => true;
  const matchers = (principal.Service ?? []).map(compileWildcard);
  return (service) => matchers.some((match) => match(service));
}

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
