// Operations that Schemathesis generates from the schema, mutations too, as an administrator.

import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const here = import.meta.dirname;
const venv = process.env.CONFORMANCE_VENV ?? join(here, '../target/conformance/venv');
const WANTED = 2_000;
/** Of each field of Query and Mutation; there are more than 200. */
const OF_EACH = Number(process.env.GENERATED_OF_EACH ?? 10);

function run(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (data) => (out += data));
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code, out }));
  });
}

export async function generated(server) {
  const folder = join(here, '../target/conformance');
  await mkdir(folder, { recursive: true });
  const schema = join(here, '../schemas/koc.graphql');
  const counts = join(folder, 'generated.json');
  const env = {
    ...process.env,
    PYTHONPATH: here,
    SCHEMATHESIS_HOOKS: 'generated',
    GENERATED_SCHEMA: schema,
    GENERATED_COUNTS: counts,
    GENERATED_URL: server.url,
    GENERATED_KEY: server.authorization,
  };
  const { code, out } = await run(
    join(venv, 'bin/schemathesis'),
    [
      'run', schema, '--url', server.url, '--header', `Authorization: ${server.authorization}`,
      '--phases', 'fuzzing', '--mode', 'positive', '--max-examples', String(OF_EACH),
      '--checks', 'answered_well', '--suppress-health-check', 'all', '--warnings', 'off',
      '--continue-on-failure', '--no-shrink', '--no-color',
      '--seed', process.env.GENERATED_SEED ?? '1',
    ],
    { cwd: folder, env },
  );
  const told = JSON.parse(await readFile(counts, 'utf8'));
  const panics = server.said.filter((line) => line.includes('panicked'));
  if (code !== 0) console.log(out);
  for (const line of panics) console.log(`  ${line}`);
  console.log(
    `schemathesis: ${told.operations} operations (${told.mutations} mutations, ` +
      `${told.carriedOut} of them carried out, ${told.refused} refused by a rule), ` +
      `${panics.length} panics, ${code === 0 ? 'all answered as documented' : 'NOT all answered'}`,
  );
  return code === 0 && panics.length === 0 && told.operations >= WANTED;
}
