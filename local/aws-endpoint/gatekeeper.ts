import type { IncomingMessage } from 'node:http';
import type { Permission, Principal } from './service.ts';

/** Decides who is calling and whether they may. Both throw AwsError (UnrecognizedClientException, AccessDeniedException...). */
export interface Gatekeeper {
  authenticate(request: IncomingMessage, body: Buffer): Promise<Principal>;
  authorize(principal: Principal, permissions: readonly Permission[]): void;
}
