import type { IncomingMessage } from 'node:http';
import { BODY_LIMIT_BYTES, tooLarge } from './limits.ts';

/** The client went away, or stopped sending: there is nobody to answer. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}

const clientGone = (): ClientGone =>
  new ClientGone('The client closed the connection before its request was whole');

/** Throws GatewayError 413 beyond 10 MB, leaving the rest unread, and ClientGone. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    if (request.destroyed) {
      reject(clientGone());
      return;
    }
    const stop = (): void => {
      request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= BODY_LIMIT_BYTES) return;
      stop();
      request.pause();
      reject(tooLarge());
    };
    const onEnd = (): void => {
      stop();
      resolve(Buffer.concat(chunks));
    };
    const onClose = (): void => {
      stop();
      reject(clientGone());
    };
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}
