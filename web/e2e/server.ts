// Starts the real program and reads the link it prints.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const binary = process.env.DEMARCHE ?? fileURLToPath(new URL('../../bin/demarche', import.meta.url));

export interface Server {
  link: string;
  origin: string;
  stop: () => Promise<void>;
}

export async function serve(args: string[] = []): Promise<Server> {
  if (!existsSync(binary))
    throw new Error(`${binary} is missing: run go build -o bin/demarche ./cmd/demarche in the top folder`);
  const child = spawn(binary, ['serve', '--demo', '--addr', '127.0.0.1:0', ...args]);
  let said = '';
  const link = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`no link within 20 s; the server said:\n${said}`)),
      20_000,
    );
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/[\d.:]+\/join\/[\w-]+/.exec(said);
      if (!found) return;
      clearTimeout(late);
      resolve(found[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
  const stop = () =>
    new Promise<void>((done) => {
      child.removeAllListeners('exit');
      child.on('exit', () => done());
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    });
  return { link, origin: new URL(link).origin, stop };
}
