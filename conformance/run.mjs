// Runs everything, or the parts that are named; ends with 1 if anything is not as it should be.

import { audit } from './audit.mjs';
import { generated } from './generated.mjs';
import { lint, relay } from './lint.mjs';
import { listening } from './listening.mjs';
import { found, Server } from './server.mjs';

async function on(server, look) {
  try {
    return await look(server);
  } finally {
    await server.remove();
  }
}

const parts = {
  lint: async () => lint(),
  relay: async () => relay(),
  audit: async () => on(await Server.create(), audit),
  listening: async () =>
    on(await Server.create(), async (server) => {
      await found(server);
      return listening(server);
    }),
  generated: async () => on(await Server.create('--demo'), generated),
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
let good = true;
for (const part of wanted) {
  good = (await parts[part]()) && good;
}
console.log(good ? 'conformance: all well' : 'conformance: NOT as it should be');
process.exit(good ? 0 : 1);
