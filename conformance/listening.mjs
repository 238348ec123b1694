// Every event once and in order, whatever happens to the server meanwhile.

import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';
import WebSocket from 'ws';
import { extend, nextWord } from './server.mjs';

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

/** Sends commands without a pause; one that got no answer is sent again as it was. */
async function send(server, count) {
  let again = 0;
  for (let n = 0; n < count; n += 1) {
    const command = nextWord();
    for (;;) {
      try {
        await extend(server, command);
        break;
      } catch (error) {
        again += 1;
        if (again > 2_000) throw error;
        await pause(25);
      }
    }
  }
  return again;
}

/** The server is told to end twice and killed twice, while commands are sent. */
async function through(name, create, server, first) {
  const progress = { received: 0 };
  const sent = 400;
  const wanted = first + sent;
  const listening = listen(create, server, wanted, progress);
  const sending = send(server, sent);
  sending.catch(() => {});
  for (let round = 1; round <= 4; round += 1) {
    while (progress.received < first + round * 75) await pause(5);
    await (round % 2 ? server.stop() : server.kill());
    await server.start();
  }
  const again = await sending;
  const late = pause(30_000).then(() => {
    throw new Error(`${name}: only ${progress.received} of ${wanted} events came`);
  });
  const received = await Promise.race([listening, late]);
  const right = received.every((position, index) => position === String(index + 1));
  const told = `${received.length} events over ${progress.breaks ?? 0} breaks`;
  const order = right ? 'each once and in order' : received.join(' ');
  console.log(`${name}: ${told}, ${order}; commands sent again ${again} times`);
  return right && received.length === wanted && progress.breaks >= 4;
}

/** Both clients, one after the other; the server has one event before. */
export async function listening(server) {
  const overWebSocket = await through('graphql-ws', webSocket, server, 1);
  const overSse = await through('graphql-sse', sse, server, 401);
  return overWebSocket && overSse;
}
