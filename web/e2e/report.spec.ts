// The page that "demarche report" writes: it opens from a disk, asks nobody for
// anything, and says the same in its charts and its tables.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
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
