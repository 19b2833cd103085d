// Starts the real program and reads the link it prints.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const binary = process.env.DEMARCHE ?? fileURLToPath(new URL('../../bin/demarche', import.meta.url));

export interface Server {
  link: string;
  origin: string;
  stop: () => Promise<void>;
  /** Ends the program as a power cut would. */
  kill: () => Promise<void>;
}

export async function serve(args: string[] = []): Promise<Server> {
  return run(['--demo', '--addr', '127.0.0.1:0', ...args], 'join');
}

/** Starts a server of exercises that are kept in a folder; its link is the host's. */
export async function serveExercises(folder: string, port = 0): Promise<Server> {
  return run(['--data', folder, '--addr', `127.0.0.1:${port}`], 'host');
}

async function run(args: string[], way: 'join' | 'host'): Promise<Server> {
  if (!existsSync(binary))
    throw new Error(`${binary} is missing: run go build -o bin/demarche ./cmd/demarche in the top folder`);
  const child = spawn(binary, ['serve', ...args]);
  let said = '';
  const link = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`no link within 60 s; the server said:\n${said}`)),
      60_000,
    );
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const found = new RegExp(`http://[\\d.:]+/${way}/[\\w-]+`).exec(said);
      if (!found) return;
      clearTimeout(late);
      resolve(found[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
  const end = (signal: 'SIGTERM' | 'SIGKILL') =>
    new Promise<void>((done) => {
      if (child.exitCode !== null || child.signalCode !== null) return done();
      child.removeAllListeners('exit');
      child.on('exit', () => done());
      child.kill(signal);
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    });
  return { link, origin: new URL(link).origin, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
