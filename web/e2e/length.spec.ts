// Words of another language are longer. Here every text of the page, those of the
// scenario too, grows by three tenths, and nothing may be clipped or covered.
import { expect, test, type Page } from '@playwright/test';
import { serve, type Server } from './server';
import { Table } from './table';

let server: Server;
test.use({ locale: 'fr-FR' });
test.beforeAll(async () => {
  server = await serve(['--role', 'aurelia', '--seed', '7', '--lang', 'fr']);
});
test.afterAll(() => server.stop());

/** Lengthens each text of the page by three tenths, in words of common length. */
async function inflate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node.textContent ?? '';
      if (!/\p{L}{3}/u.test(text) || node.parentElement?.closest('svg, script, noscript')) continue;
      const more = Math.ceil(text.trim().length * 0.3);
      node.textContent =
        text.trimEnd() +
        ' ' +
        'allongé '
          .repeat(Math.ceil(more / 8))
          .slice(0, more)
          .trim();
    }
  });
}

/** Faults of the layout: rungs that lie over each other, a button cut off or covered. */
async function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const out: string[] = [];
    const box = (e: Element) => e.getBoundingClientRect();
    const shown = (e: Element) => box(e).width > 0 && box(e).height > 0;
    if (document.documentElement.scrollWidth > window.innerWidth) out.push('the page sticks out sideways');
    const rows = [...document.querySelectorAll('[data-rung], .break')].filter(shown);
    rows.slice(1).forEach((row, i) => {
      const above = rows[i];
      if (above && box(row).top < box(above).bottom - 1) out.push(`row over row: ${row.textContent}`);
    });
    for (const name of document.querySelectorAll('.rung .name b'))
      if (shown(name) && name.scrollWidth > name.clientWidth + 1)
        out.push(`rung cut off: ${name.textContent}`);
    for (const panel of [...document.querySelectorAll('main .panel')].filter(shown))
      if (panel.scrollHeight > panel.clientHeight + 2)
        out.push(`panel cut off: ${panel.textContent?.slice(0, 40)}`);
    const commit = document.querySelector('#decision .primary');
    if (commit && shown(commit)) {
      commit.scrollIntoView({ block: 'center' });
      const at = box(commit);
      if (commit.scrollWidth > commit.clientWidth + 1) out.push('the words of the commit button are cut off');
      const top = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
      if (!top || !commit.contains(top)) out.push(`the commit button is covered by ${top?.className}`);
      const panel = document.querySelector('#decision');
      if (panel && at.bottom > box(panel).bottom) out.push('the commit button is outside its panel');
    }
    return out;
  });
}

for (const [width, height] of [
  [1440, 900],
  [1280, 800],
  [1024, 900],
  [390, 844],
] as const)
  test(`French three tenths longer breaks nothing at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const table = new Table(page, server.origin, 'fr', 'long');
    await page.goto(server.link);
    await table.button('brief.start').click();
    const phone = width < 720;
    const parts = phone
      ? (['tab.situation', 'tab.measures', 'tab.delegations', 'tab.ladder', 'tab.decision'] as const)
      : (['tab.situation'] as const);
    for (const part of parts) {
      await table.part(part);
      if (part === parts[0] || phone) await inflate(page);
      await page.waitForTimeout(100);
      expect(await faults(page), part).toEqual([]);
      await table.shoot(part, [width]);
      if (phone) await page.reload();
    }
    expect(table.strays).toEqual([]);
  });
