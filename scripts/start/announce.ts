import type { RunningStack } from './launch-stack.ts';
import type { StartOptions } from './options.ts';

/** That the stack can be used, and how. */
export function announcement(stack: RunningStack, { noAuth }: Pick<StartOptions, 'noAuth'>): string {
  const { url, awsUrl, metricsToken } = stack;
  const lines = noAuth ? withoutAuthorization(url) : withAuthorization(stack);
  return `artisan ready ${url}\nartisan aws ${awsUrl}\n${lines.join('\n')}\n${scrapeLines(url, metricsToken)}`;
}

function scrapeLines(url: string, token: string): string {
  return `  Read the metrics, as Prometheus does:\n  curl -s ${url}/metrics -H 'authorization: Bearer ${token}'\n\n`;
}

const JSON_BODY = `-H 'content-type: application/json' -d '{"session_id":"you"}'`;

function withoutAuthorization(url: string): string[] {
  return ['', '  Ask for a mode:', `  curl -s ${url}/v1/selections ${JSON_BODY}`, ''];
}

function withAuthorization({ url, awsUrl, region, serviceKey, root }: RunningStack): string[] {
  const signature = `--aws-sigv4 aws:amz:${region}:execute-api --user ${serviceKey.accessKeyId}:${serviceKey.secretAccessKey}`;
  const token = `$(curl -s ${awsUrl}/_local/tokens -d '{"username":"operator"}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`;
  return [
    '',
    '  Ask for a mode, as the serving team (signed):',
    `  curl -s ${url}/v1/selections ${signature} ${JSON_BODY}`,
    '',
    '  Look at the split, as an operator (a token of 15 minutes; also viewer, approver, admin):',
    `  curl -s ${url}/v1/traffic/distribution -H "authorization: Bearer ${token}"`,
    '',
    '  Look behind it with any AWS client, as root:',
    `  export AWS_ENDPOINT_URL=${awsUrl} AWS_REGION=${region} AWS_DEFAULT_REGION=${region} AWS_ACCESS_KEY_ID=${root.credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=${root.credentials.secretAccessKey}`,
    '',
  ];
}
