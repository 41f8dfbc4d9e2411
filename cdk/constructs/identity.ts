import { Aws, Duration, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolClientIdentityProvider,
  UserPoolGroup,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { ROLES } from '../../lib/contracts/names.ts';
import { acknowledge } from '../nag/acknowledge.ts';

/** How long a stolen token is worth anything. */
const TOKEN_MINUTES = 15;

/** The people: a user pool with a group for each role. Nobody signs himself up. */
export class Identity extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  /** Host of the pages that people sign in on. */
  readonly signInDomain: string;
  #url = (): string => {
    throw new Error('Nobody has said where people come back to: call signInAt');
  };

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Config['stage'] }) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      userPoolName: `artisan-${stage.name}`,
      selfSignUpEnabled: false,
      // With email alone each username is a UUID, and every line of an audit would name one.
      signInAliases: { username: true, email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: stage.deletion_protection,
      removalPolicy: stage.deletion_protection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(
      this.pool,
      'AwsSolutions-COG8',
      'A handful of invited people with MFA: the plus plan costs more than it guards.',
    );
    for (const role of ROLES) new UserPoolGroup(this, role, { userPool: this.pool, groupName: role });
    this.client = this.pool.addClient('Client', {
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: ['approve', 'console'].map((page) =>
          Lazy.string({ produce: () => `${this.#url()}${page}/callback` }),
        ),
        logoutUrls: [Lazy.string({ produce: () => `${this.#url()}console/` })],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      accessTokenValidity: Duration.minutes(TOKEN_MINUTES),
      idTokenValidity: Duration.minutes(TOKEN_MINUTES),
      refreshTokenValidity: Duration.hours(12),
      // Whoever signs out of the console takes back what renews his tokens.
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    const prefix = `artisan-${stage.name}-${Aws.ACCOUNT_ID}`;
    this.pool.addDomain('Domain', { cognitoDomain: { domainPrefix: prefix } });
    this.signInDomain = `${prefix}.auth.${Aws.REGION}.amazoncognito.com`;
  }

  /** What a page needs that people sign in on. */
  get signingIn(): { readonly SIGN_IN_DOMAIN: string; readonly USER_POOL_CLIENT: string } {
    return { SIGN_IN_DOMAIN: this.signInDomain, USER_POOL_CLIENT: this.client.userPoolClientId };
  }

  /** Where people come back to who have signed in, or out, on the pages of the user pool: at the API. */
  signInAt({ url }: { readonly url: string }): void {
    this.#url = () => url;
  }

  /** To ask which groups somebody is in now. */
  grantAskWhoIsWho(fn: LambdaFunction): void {
    fn.addEnvironment('USER_POOL_ID', this.pool.userPoolId);
    this.pool.grant(fn, 'cognito-idp:AdminGetUser', 'cognito-idp:AdminListGroupsForUser');
  }
}
