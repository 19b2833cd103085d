import { createHash } from 'node:crypto';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

// The page of reports is one file that asks nobody for anything: scripts, styles
// and fonts stand in it, and its policy lets nothing else in. "demarche report"
// puts the numbers where <!-- numbers --> stands.
function onePage(): Plugin {
  const sum = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return {
    name: 'one-page',
    enforce: 'post',
    generateBundle(_, bundle) {
      let script = '';
      let style = '';
      for (const [file, part] of Object.entries(bundle)) {
        if (part.type === 'chunk') script += part.code;
        else if (file.endsWith('.css')) style += String(part.source);
        else if (file.endsWith('.html')) continue;
        delete bundle[file];
      }
      script = script.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
      style = style.trim();
      const page = bundle['report.html'];
      if (page?.type !== 'asset') throw new Error('report.html is missing');
      const policy = [
        "default-src 'none'",
        `script-src ${sum(script)}`,
        `style-src ${sum(style)}`,
        'font-src data:',
        'img-src data:',
        "base-uri 'none'",
        "form-action 'none'",
      ].join('; ');
      page.source = String(page.source)
        .replace(/\s*<script type="module"[^>]*><\/script>/, '')
        .replace(/\s*<link rel="stylesheet"[^>]*>/g, '')
        .replace('<!-- policy -->', () => `<meta http-equiv="Content-Security-Policy" content="${policy}" />`)
        .replace('</head>', () => `<style>${style}</style></head>`)
        .replace('</body>', () => `<script type="module">${script}</script></body>`);
    },
  };
}

export default defineConfig({
  plugins: [svelte(), onePage()],
  publicDir: false,
  build: {
    target: 'es2022',
    sourcemap: false,
    // Beside the board, which is built first and empties the folder.
    outDir: 'dist',
    emptyOutDir: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rollupOptions: { input: 'report.html' },
  },
});
