import { createServer, type Server } from 'node:http';
import { createApiGateway } from '../api-gateway/api-gateway.ts';
import type { AnswerObserver } from '../api-gateway/options.ts';
import { createEndpoint } from '../aws-endpoint/endpoint.ts';
import { apiMetrics } from './metrics.ts';
import { observed, type CallObserver } from './observed-service.ts';
import type { ReadStack } from './read-stack.ts';
import type { Services } from './services.ts';

/** Where the AWS clients of functions and of people find all services. */
export function createAwsEndpoint(stack: ReadStack, services: Services, onAwsCall?: CallObserver): Server {
  const { clock, gatekeeper, faults, userPools, noAuth, controls } = stack;
  const { dynamodb, cloudwatch, events, sqs, ssm, states, logs, lambda, s3 } = services;
  return createEndpoint({
    jsonServices: [
      ...[dynamodb, cloudwatch, events, sqs, ssm, states, logs].map(({ service }) => service),
      userPools.jsonService,
    ].map((service) => observed(service, onAwsCall)),
    // S3 takes any path that is left.
    restServices: [controls, ...userPools.restServices, lambda.restService, s3.service],
    gatekeeper,
    faults,
    clock,
    onlyFromThisMachine: noAuth,
  });
}

/** The template's HTTP API; without one, a server that has nothing. */
export function createApi(
  { assembly, environment, clock, registry, userPools, noAuth }: ReadStack,
  { lambda, cloudwatch, logs }: Services,
  onAnswer?: AnswerObserver,
): Server {
  if (!assembly.resources.some(({ type }) => type === 'AWS::ApiGatewayV2::Api')) return createNothing();
  return createApiGateway({
    resources: assembly.resources,
    environment,
    clock,
    invoker: lambda,
    registry,
    jwtAuthorities: userPools.pools,
    noAuth,
    ...(onAnswer && { onAnswer }),
    onAnswered: (answered) => {
      cloudwatch.record(apiMetrics(answered));
    },
    onAccessLog: ({ destinationArn, line }) => {
      const logGroup = destinationArn.split(':')[6] ?? destinationArn;
      logs.store.write({ logGroup, logStream: 'access', timestamp: clock.now(), message: line });
    },
  });
}

function createNothing(): Server {
  return createServer((_, response) => {
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end('{"message":"Not Found"}');
  });
}
