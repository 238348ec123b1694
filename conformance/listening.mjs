// Every event once and in order, whatever happens to the server meanwhile.

import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';
import WebSocket from 'ws';
import { extend } from './server.mjs';

const EVENTS = 'subscription ($after: Long) { events(after: $after) { position type } }';

function webSocket(server) {
  return createWs({
    url: server.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { Authorization: server.authorization },
    retryAttempts: 0,
  });
}

function sse(server) {
  const headers = { authorization: server.authorization };
  return createSse({ url: server.url, headers, retryAttempts: 0 });
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Listens until `wanted` events have come; after a break it asks for what follows the last. */
async function listen(create, server, wanted, progress) {
  const received = [];
  let client = create(server);
  let connections = 0;
  while (received.length < wanted) {
    connections += 1;
    const variables = { after: received.at(-1) ?? '0' };
    try {
      for await (const { data, errors } of client.iterate({ query: EVENTS, variables })) {
        if (errors) throw new Error(JSON.stringify(errors));
        received.push(data.events.position);
        progress.received = received.length;
        if (received.length >= wanted) break;
      }
    } catch (error) {
      progress.breaks = (progress.breaks ?? 0) + 1;
      progress.last = error;
      await pause(50);
    }
    if (connections > 500) throw new Error(`no way back to the server: ${progress.last}`);
    client.dispose();
    client = create(server);
  }
  client.dispose();
  return received;
}

async function through(name, create, server, first) {
  const progress = { received: 0 };
  const wanted = first + 90;
  const listening = listen(create, server, wanted, progress);
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 30; n += 1) await extend(server);
    if (round < 2) {
      await server.stop();
      await server.start();
    }
  }
  const late = pause(30_000).then(() => {
    throw new Error(`${name}: only ${progress.received} of ${wanted} events came`);
  });
  const received = await Promise.race([listening, late]);
  const right = received.every((position, index) => position === String(index + 1));
  const told = `${received.length} events over ${progress.breaks ?? 0} breaks`;
  console.log(`${name}: ${told}, ${right ? 'each once and in order' : received.join(' ')}`);
  return right && received.length === wanted && progress.breaks >= 2;
}

/** Both clients, one after the other; the server has one event before. */
export async function listening(server) {
  const overWebSocket = await through('graphql-ws', webSocket, server, 1);
  const overSse = await through('graphql-sse', sse, server, 91);
  return overWebSocket && overSse;
}
