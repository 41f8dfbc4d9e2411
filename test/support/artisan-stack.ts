import type { CallObserver } from '../../local/stack/observed-service.ts';
import type { StackClock } from '../../local/stack/stack-clock.ts';
import { startStack, type LocalStack } from '../../local/stack.ts';
import { ApiClient, type ApiCall, type Credential } from '../../rehearsal/api-client.ts';
import { inParallel } from '../../rehearsal/parallel.ts';
import { bearer, nobody, signed } from '../../rehearsal/credentials.ts';
import { createAnswerChecker } from './openapi/answer-checker.ts';
import { answered } from './answered.ts';
import { awsClients } from './aws-clients.ts';
import { assemblyOf, codeCache } from './built.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Record<string, unknown>;
}

/** The synthesized stack of stage `local`, running, with a caller for each kind of principal. */
export interface ArtisanStack {
  readonly stack: LocalStack;
  readonly aws: ReturnType<typeof awsClients>;
  /** What the functions have logged. */
  readonly lines: readonly string[];
  /** As the serving team: signed. */
  asService(call: ApiCall): Promise<Reply>;
  /** As the trainer: signed. */
  asTrainer(call: ApiCall): Promise<Reply>;
  /** As the local user of that name, with a fresh token: viewer, operator, approver, admin. */
  as(username: string, call: ApiCall): Promise<Reply>;
  /** With neither signature nor token. */
  asNobody(call: ApiCall): Promise<Reply>;
  select(sessionId?: string): Promise<Reply>;
  /** So many sessions, few at a time: each sandbox that starts cold costs half a second of a processor. */
  selectEach(sessionIds: readonly string[]): Promise<readonly Reply[]>;
  stop(): Promise<void>;
}

export interface ArtisanOptions {
  readonly noAuth?: boolean;
  /** Another one than that of the shipped configuration. */
  readonly assemblyDir?: string;
  /** Of the template, by logical id. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Default: one that runs. */
  readonly clock?: StackClock;
  readonly onAwsCall?: CallObserver;
}

export async function startArtisan({
  noAuth = false,
  assemblyDir = assemblyOf('local'),
  parameters = {},
  clock,
  onAwsCall,
}: ArtisanOptions = {}): Promise<ArtisanStack> {
  const lines: string[] = [];
  const violations: string[] = [];
  const check = createAnswerChecker();
  /** Whoever made a request that was answered so has it fail; those of others fail the file at its end. */
  const expectAsDocumented = () => {
    if (violations.length > 0)
      throw new Error(`Not as docs/openapi.json has it:\n${violations.splice(0).join('\n')}`);
  };
  const stack = await startStack({
    assemblyDir,
    port: 0,
    awsPort: 0,
    noAuth,
    parameters,
    ...(clock && { clock }),
    ...(codeCache !== undefined && { codeCache }),
    onLogLine: (_group, line) => lines.push(line),
    ...(onAwsCall && { onAwsCall }),
    onAnswer: (answer) => violations.push(...check(answer)),
  });
  const client = new ApiClient(stack.url, { connections: 64 });
  const [pool] = stack.pools;
  if (!pool) throw new Error('The template has no user pool');
  const holderOf = (policy: string): Credential => {
    const user = stack.users.find(({ name }) => name.includes(policy));
    if (!user) throw new Error(`The template has no policy ${policy}`);
    return noAuth ? nobody : signed(user.credentials, stack.region, () => new Date(stack.clock.now()));
  };
  const service = holderOf('Serving');
  const trainer = holderOf('Trainer');

  const sendOnce = async (credential: Credential, call: ApiCall): Promise<Reply> => {
    const { status, headers, body } = await client.call(credential, call);
    expectAsDocumented();
    return { status, headers, body: body as Record<string, unknown> };
  };
  const send = (credential: Credential, call: ApiCall): Promise<Reply> =>
    call.method === 'GET' && stack.faults.list().length === 0
      ? answered(() => sendOnce(credential, call))
      : sendOnce(credential, call);
  const select = (sessionId?: string): Promise<Reply> => {
    const body = sessionId === undefined ? {} : { session_id: sessionId };
    return send(service, { method: 'POST', path: '/v1/selections', body });
  };
  const aws = awsClients(stack);
  return {
    stack,
    aws,
    lines,
    asService: (call) => send(service, call),
    asTrainer: (call) => send(trainer, call),
    as: async (username, call) => send(bearer((await pool.issueAccessToken(username)).accessToken), call),
    asNobody: (call) => send(nobody, call),
    select,
    selectEach: async (sessionIds) => {
      const replies: Reply[] = [];
      await inParallel(sessionIds, 4, async (sessionId) => {
        replies.push(await select(sessionId));
      });
      return replies;
    },
    stop: async () => {
      client.close();
      aws.destroy();
      await stack.stop();
      expectAsDocumented();
    },
  };
}
