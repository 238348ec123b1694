// The audit of GraphQL over HTTP that the package graphql-http brings.

import { auditServer } from 'graphql-http';

const CHECKS = 61;

export async function audit(server) {
  const fetchFn = (url, init = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, authorization: server.authorization } });
  const results = await auditServer({ url: server.url, fetchFn });
  const missed = results.filter((result) => result.status !== 'ok');
  for (const { id, name, status, reason } of missed) {
    console.log(`  ${status} ${id} ${name}: ${reason}`);
  }
  const passed = results.length - missed.length;
  console.log(`graphql-http: ${passed} of ${results.length} checks pass`);
  return passed === results.length && passed >= CHECKS;
}
