// What other people's tools say of the schema: graphql-eslint, and the compiler of Relay.

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const tool = (name) => join(import.meta.dirname, 'node_modules/.bin', name);

function says(what, name, args, cwd) {
  const { status, stdout, stderr } = spawnSync(tool(name), args, { cwd, encoding: 'utf8' });
  if (status !== 0) console.log(stdout, stderr);
  console.log(`${what}: ${status === 0 ? 'nothing against the schema' : 'NOT accepted'}`);
  return status === 0;
}

export function lint() {
  const config = join(import.meta.dirname, 'eslint.config.mjs');
  const rules = ['--config', config, '--max-warnings', '0', 'schemas/koc.graphql'];
  return says('graphql-eslint, schema-recommended and schema-relay', 'eslint', rules, root);
}

export function relay() {
  mkdirSync(join(root, 'target/conformance/relay'), { recursive: true });
  const config = join(import.meta.dirname, 'relay/relay.config.json');
  return says('relay-compiler', 'relay-compiler', [config], join(import.meta.dirname, 'relay'));
}
