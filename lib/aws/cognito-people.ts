import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  UserNotFoundException,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { People } from '../approvals/ports.ts';
import { callStore } from './store-failure.ts';

const SERVICE = 'user pool';

/** People of a user pool as it knows them at the moment of the call. Two calls, at once. */
export class CognitoPeople implements People {
  readonly #client: CognitoIdentityProviderClient;
  readonly #pool: string;

  constructor(client: CognitoIdentityProviderClient, pool: string) {
    this.#client = client;
    this.#pool = pool;
  }

  async groupsOf(name: string): Promise<readonly string[] | undefined> {
    try {
      const [isEnabled, groups] = await Promise.all([this.#isEnabled(name), this.#groups(name)]);
      return isEnabled ? groups : undefined;
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined;
      throw error;
    }
  }

  /** A disabled user keeps his groups, and his token until it ends. */
  async #isEnabled(Username: string): Promise<boolean> {
    const command = new AdminGetUserCommand({ UserPoolId: this.#pool, Username });
    const { Enabled } = await callStore(SERVICE, () => this.#client.send(command));
    return Enabled === true;
  }

  async #groups(Username: string): Promise<readonly string[]> {
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
      const command = new AdminListGroupsForUserCommand({ UserPoolId: this.#pool, Username, NextToken });
      const page = await callStore(SERVICE, () => this.#client.send(command));
      names.push(...(page.Groups ?? []).flatMap(({ GroupName }) => GroupName ?? []));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return names;
  }
}
