import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, UserPool, UserPoolGroup, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { ROLES } from '../../lib/contracts/names.ts';
import { acknowledge } from '../nag/acknowledge.ts';

/** How long a stolen token is worth anything. */
const ACCESS_TOKEN_MINUTES = 15;

/** The people: a user pool with a group for each role. Nobody signs himself up. */
export class Identity extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Config['stage'] }) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      userPoolName: `artisan-${stage.name}`,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
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
      disableOAuth: true,
      accessTokenValidity: Duration.minutes(ACCESS_TOKEN_MINUTES),
      refreshTokenValidity: Duration.hours(12),
      preventUserExistenceErrors: true,
    });
  }

  /** To ask which groups somebody is in now. */
  grantAskWhoIsWho(fn: LambdaFunction): void {
    fn.addEnvironment('USER_POOL_ID', this.pool.userPoolId);
    this.pool.grant(fn, 'cognito-idp:AdminGetUser', 'cognito-idp:AdminListGroupsForUser');
  }
}
