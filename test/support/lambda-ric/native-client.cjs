'use strict';
/**
 * Stands in for the native part of aws-lambda-ric, which needs a C++ tool chain to build: the three calls of the
 * Lambda Runtime API that it makes, over node:http. Preload it with `node --require`.
 */
const http = require('node:http');
const Module = require('node:module');

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true });

function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({
      hostname,
      port,
      method,
      path: `/2018-06-01/runtime${path}`,
      agent,
      headers,
    });
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ bodyJson: text, headers: response.headers }));
    });
    request.end(body);
  });
}

/** The native client answers before it asks for more. */
let answered = Promise.resolve();

const nativeClient = {
  initializeClient() {},
  async next() {
    await answered;
    return call('GET', '/invocation/next');
  },
  done(id, body) {
    answered = call('POST', `/invocation/${id}/response`, body);
  },
  error(id, body) {
    answered = call('POST', `/invocation/${id}/error`, body);
  },
};

const load = Module._load;
Module._load = function (request, ...rest) {
  return request === './rapid-client.node' ? nativeClient : load.call(this, request, ...rest);
};
