// Runs everything; ends with 1 if anything is not as it should be.

import { audit } from './audit.mjs';
import { listening } from './listening.mjs';
import { found, Server } from './server.mjs';

const server = await Server.create();
let good = true;
try {
  good = (await audit(server)) && good;
  await found(server);
  good = (await listening(server)) && good;
} finally {
  await server.remove();
}
console.log(good ? 'conformance: all well' : 'conformance: NOT as it should be');
process.exit(good ? 0 : 1);
