import * as v from 'valibot';

/** Accepted, and without effect on one machine: messages, recovery, sign-up and hosted pages are not run. */
const WithoutEffect = v.optional(v.unknown());
const Texts = v.optional(v.array(v.string()), []);

const refused = (why: string) => v.optional(v.custom<undefined>((value) => value === undefined, why));

export const UserPoolProperties = v.strictObject({
  AccountRecoverySetting: WithoutEffect,
  AdminCreateUserConfig: WithoutEffect,
  AliasAttributes: WithoutEffect,
  AutoVerifiedAttributes: WithoutEffect,
  DeletionProtection: WithoutEffect,
  DeviceConfiguration: WithoutEffect,
  EmailConfiguration: WithoutEffect,
  EmailVerificationMessage: WithoutEffect,
  EmailVerificationSubject: WithoutEffect,
  EnabledMfas: WithoutEffect,
  LambdaConfig: refused('triggers are not supported'),
  MfaConfiguration: v.optional(v.picklist(['OFF', 'OPTIONAL', 'ON']), 'OFF'),
  Policies: WithoutEffect,
  Schema: WithoutEffect,
  SmsAuthenticationMessage: WithoutEffect,
  SmsConfiguration: WithoutEffect,
  SmsVerificationMessage: WithoutEffect,
  UserAttributeUpdateSettings: WithoutEffect,
  UsernameAttributes: WithoutEffect,
  UsernameConfiguration: WithoutEffect,
  UserPoolAddOns: WithoutEffect,
  UserPoolName: WithoutEffect,
  UserPoolTags: WithoutEffect,
  UserPoolTier: WithoutEffect,
  VerificationMessageTemplate: WithoutEffect,
});

const Unit = v.optional(v.picklist(['seconds', 'minutes', 'hours', 'days']));

export const UserPoolClientProperties = v.strictObject({
  AccessTokenValidity: v.optional(v.number()),
  AllowedOAuthFlows: WithoutEffect,
  AllowedOAuthFlowsUserPoolClient: v.optional(v.boolean(), false),
  AllowedOAuthScopes: Texts,
  AuthSessionValidity: WithoutEffect,
  CallbackURLs: WithoutEffect,
  ClientName: WithoutEffect,
  DefaultRedirectURI: WithoutEffect,
  EnableTokenRevocation: WithoutEffect,
  ExplicitAuthFlows: Texts,
  GenerateSecret: v.optional(v.literal(false)),
  IdTokenValidity: v.optional(v.number()),
  LogoutURLs: WithoutEffect,
  PreventUserExistenceErrors: WithoutEffect,
  ReadAttributes: WithoutEffect,
  RefreshTokenValidity: WithoutEffect,
  SupportedIdentityProviders: WithoutEffect,
  TokenValidityUnits: v.optional(
    v.strictObject({ AccessToken: Unit, IdToken: Unit, RefreshToken: Unit }),
    {},
  ),
  UserPoolId: v.string(),
  WriteAttributes: WithoutEffect,
});

export const UserPoolGroupProperties = v.strictObject({
  Description: v.optional(v.string()),
  GroupName: v.string(),
  Precedence: v.optional(v.number()),
  RoleArn: v.optional(v.string()),
  UserPoolId: v.string(),
});
