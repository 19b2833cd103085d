// The page that "demarche report" writes: it opens from a disk, asks nobody for
// anything, and says the same in its charts and its tables.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import en from '../src/report/report.en.json' with { type: 'json' };
import fr from '../src/report/report.fr.json' with { type: 'json' };
import { Table } from './table';

const binary = process.env.DEMARCHE ?? fileURLToPath(new URL('../../bin/demarche', import.meta.url));

for (const [lang, words] of [
  ['en', en],
  ['fr', fr],
] as const) {
  test(`a report can be read from a disk, ${lang}`, async ({ browser }) => {
    const folder = mkdtempSync(join(tmpdir(), 'report-'));
    execFileSync(binary, ['run', 'code_blue', '--policy', 'random', '--seed', '4', '--tables', folder]);
    execFileSync(binary, ['report', folder, '--lang', lang, '--scenario', 'code_blue']);
    const file = join(folder, 'report.html');
    expect(readFileSync(file, 'utf8')).toContain("default-src 'none'");

    // First as it is, under its own policy.
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const seen = new Table(page, 'file://', lang, `report-${lang}`);
    await page.goto(pathToFileURL(file).href);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    const figure = page.locator('figure').first();
    await expect(figure.getByRole('img')).toBeVisible();
    await expect(figure.locator('table')).toBeHidden();
    await figure.getByRole('button', { name: words['figure.table'] }).click();
    await expect(figure.locator('table')).toBeVisible();
    await seen.fits(`report ${lang}`, [320, 390, 1024]);
    await seen.shoot('page', [1440, 1024, 390], true);
    // Printed, charts and tables both stand there.
    await page.emulateMedia({ media: 'print' });
    await expect(figure.getByRole('img')).toBeVisible();
    await expect(figure.locator('table')).toBeVisible();
    await expect(figure.getByRole('button').first()).toBeHidden();
    expect(seen.strays).toEqual([]);
    expect(seen.complaints).toEqual([]);

    // Then with the policy lifted, which would keep the checker out.
    const free = await browser.newContext({ bypassCSP: true });
    const open = new Table(await free.newPage(), 'file://', lang, `report-${lang}`);
    await open.page.goto(pathToFileURL(file).href);
    await open.accessible(`report ${lang}, charts`);
    for (const button of await open.page.locator('figcaption button:first-child').all()) await button.click();
    await open.accessible(`report ${lang}, tables`);
    await free.close();
  });
}

// A design that was drawn and then crossed: the page tells its contrast point by
// point, in a chart and in its table, and of how many intervals.
const crossed = `format = 1
id = "crossed"
scenario = "code_blue"
replications = 10
[factor.restraint]
set = "param.private_restraint"
range = [0, 100]
[factor.gain]
set = "param.gain"
range = [0, 300]
[factor.offer]
set = "param.hack_back"
levels = { closed = 0, open = 1 }
[design]
kind = "lhs"
points = 12
cross = ["offer"]
[contrast.rung]
metric = "peak_rung"
of = { offer = "open" }
base = { offer = "closed" }
[tables]
turns = 0
`;

test('a crossed design is told at each of its points', async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), 'crossed-'));
  writeFileSync(join(folder, 'study.toml'), crossed);
  execFileSync(binary, ['study', join(folder, 'study.toml'), '--out', join(folder, 'out')]);
  execFileSync(binary, ['report', join(folder, 'out'), '--lang', 'fr']);
  const free = await browser.newContext({ bypassCSP: true, viewport: { width: 1440, height: 900 } });
  const seen = new Table(await free.newPage(), 'file://', 'fr', 'crossed');
  await seen.page.goto(pathToFileURL(join(folder, 'out/report.html')).href);
  const title = fr['drawn.title'].replace('{figure}', 'rung');
  const figure = seen.page.locator('figure', { hasText: title });
  await expect(figure.locator('circle')).toHaveCount(12);
  await figure.getByRole('button', { name: fr['figure.table'] }).click();
  await expect(figure.locator('tbody tr')).toHaveCount(12);
  await figure.getByLabel(fr['drawn.factor']).selectOption('restraint');
  const counts = seen.page.getByRole('group', { name: fr['drawn.counts'] });
  await expect(counts.locator('tbody tr')).toHaveCount(1);
  await expect(counts.locator('tbody td').first()).toHaveText('12');
  await seen.fits('crossed', [320, 390, 1024]);
  await seen.accessible('crossed');
  expect(seen.complaints).toEqual([]);
  await free.close();
});
