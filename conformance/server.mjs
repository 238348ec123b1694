// The built server on a throw-away data directory.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = process.env.KOC ?? join(import.meta.dirname, '../target/release/koc');

async function freePort() {
  return new Promise((resolve) => {
    const listener = createServer().listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });
}

export class Server {
  /** With `--demo` it begins with the demonstration. */
  static async create(...options) {
    const server = new Server();
    server.options = options;
    server.dir = await mkdtemp(join(tmpdir(), 'koc-conformance-'));
    server.port = await freePort();
    await server.start();
    return server;
  }

  get url() {
    return `http://127.0.0.1:${this.port}/graphql`;
  }

  get authorization() {
    return `Bearer ${this.key}`;
  }

  /** Starts on the same data and the same port as before. */
  async start() {
    const listen = `127.0.0.1:${this.port}`;
    const args = ['--data-dir', join(this.dir, 'data'), 'serve', '--listen', listen, ...this.options];
    this.process = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.ended = new Promise((resolve) => this.process.on('exit', resolve));
    const said = [];
    this.said = said;
    const lines = createInterface({ input: this.process.stderr });
    await new Promise((resolve, reject) => {
      this.process.on('error', reject);
      lines.on('close', () => reject(new Error(`the server did not start:\n${said.join('\n')}`)));
      lines.on('line', (line) => {
        said.push(line);
        const key = line.match(/this once: (\S+)/);
        if (key) this.key = key[1];
        if (line.startsWith('serving http://')) resolve();
      });
    });
  }

  /** Asks it to end, as a service manager does. */
  async stop() {
    this.process.kill('SIGTERM');
    const code = await this.ended;
    if (code !== 0) throw new Error(`the server ended with ${code}`);
  }

  /** Ends it at once, wherever it is. */
  async kill() {
    this.process.kill('SIGKILL');
    await this.ended;
  }

  async remove() {
    await this.kill();
    await rm(this.dir, { recursive: true, force: true });
  }

  async ask(query) {
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: this.authorization },
      body: JSON.stringify({ query }),
    });
    const body = await answer.json();
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return body.data;
  }
}

const id = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
let commands = 0;

/** A programme, one event. */
export async function found(server) {
  await server.ask(`mutation { createProgramme(commandId: "${id(++commands)}", input: {
    programmeId: "programme_${id(1)}", brand: "Qingfeng", name: { zh: "清风", en: "Breeze" },
    timeZone: "Asia/Shanghai", locales: [ZH, EN], currency: "CNY", minAge: 18,
    defaultLabelScheme: ROLE }) { userErrors { code message } } }`);
}

/** The number of a command that was not sent before. */
export function nextWord() {
  return ++commands;
}

/** A word more in the vocabulary, one event. */
export async function extend(server, number) {
  const { extendVocabulary } = await server.ask(`mutation { extendVocabulary(
    commandId: "${id(number)}", input: { axis: TAG, code: "tag-${number}",
    labels: { zh: "标签", en: "Tag" } }) { userErrors { code message } } }`);
  if (extendVocabulary.userErrors.length) throw new Error(JSON.stringify(extendVocabulary));
}
