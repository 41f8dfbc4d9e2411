import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import * as v from 'valibot';
import { CONTROL_KEYS } from '../../lib/contracts/tables.ts';

const getItem = v.object({ Key: v.record(v.string(), v.object({ S: v.string() })) });

const SIGNING_KEY = { Item: { signing_key: { B: Buffer.alloc(32).toString('base64') } } };

/** Answers every GetItem at once: with a signing key where one is asked for, else with nothing. */
export function createAnsweringServer(): Server {
  return createServer((request, response) => {
    const answer = async () => {
      const { Key } = v.parse(getItem, await json(request));
      const text = JSON.stringify(Key['pk']?.S === CONTROL_KEYS.selectionKey.pk ? SIGNING_KEY : {});
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
    };
    answer().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
}
