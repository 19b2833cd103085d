import { defineConfig } from 'vitest/config';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';

// While developing, npm run dev serves the page and passes the rest on to a
// running "demarche serve".
const server = process.env.BOARD_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  server: {
    proxy: { '/api': server, '/join': server, '^/host/.+': server, '/ws': { target: server, ws: true } },
  },
  // Fonts and pictures stay files: the page's policy forbids font-src data:.
  build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'] },
});
