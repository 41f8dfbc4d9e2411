import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import type { ScrapeTokens } from '../observability/ports.ts';
import { callStore } from './store-failure.ts';

/** Tokens in a SecureString that people set and replace: nothing of the stack knows them. */
export class SsmScrapeTokens implements ScrapeTokens {
  readonly #client: SSMClient;
  readonly #parameter: string;

  constructor(client: SSMClient, parameter: string) {
    this.#client = client;
    this.#parameter = parameter;
  }

  async read(): Promise<string | undefined> {
    const command = new GetParameterCommand({ Name: this.#parameter, WithDecryption: true });
    try {
      const { Parameter } = await callStore('parameter store', () => this.#client.send(command));
      return Parameter?.Value;
    } catch (error) {
      if (error instanceof ParameterNotFound) return undefined;
      throw error;
    }
  }
}
