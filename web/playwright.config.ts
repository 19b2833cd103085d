import { defineConfig } from '@playwright/test';

// Each test starts its own server: the real binary, built beforehand with
//   npm run build && go build -o bin/demarche ./cmd/demarche
export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  // The longest first, so that no worker is left alone with it.
  projects: [
    { name: 'table', testMatch: 'table.spec.ts' },
    { name: 'others', testIgnore: 'table.spec.ts' },
  ],
  reporter: 'list',
  // Guards against a page that hangs, no measure of its speed: on a machine that does
  // much else, opening a page alone may take a quarter of a minute, and a click ten seconds.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  use: {
    actionTimeout: 60_000,
    reducedMotion: 'reduce',
    colorScheme: 'light',
    // Of a test that failed, every page as it stood; of all screens with SHOTS=1.
    screenshot: { mode: 'only-on-failure', fullPage: true },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
