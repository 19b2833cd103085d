// What holds round the play: reload, keyboard, languages, themes, a wrong link.
import { expect, test } from '@playwright/test';
import { serve, type Server } from './server';
import { Table } from './table';

let server: Server;
test.use({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
test.beforeEach(async () => {
  server = await serve(['--role', 'aurelia', '--seed', '11']);
});
test.afterEach(() => server.stop());

test('a reload keeps the draft, and the briefing stays closed', async ({ page }) => {
  const table = new Table(page, server.origin, 'en', 'seat');
  await page.goto(server.link);
  await table.button('brief.start').click();
  const title = await table.openMeasure();
  await table.confirm();
  await page.reload();
  await expect(page.locator('#decision')).toContainText(title);
  await expect(table.dialog).toBeHidden();
  await page
    .locator('#decision')
    .getByRole('button', { name: table.says('decision.remove') })
    .click();
  await expect(page.locator('#decision')).not.toContainText(title);
  expect(table.complaints).toEqual([]);
});

test('the language changes on the spot, with the texts of the scenario', async ({ page }) => {
  const table = new Table(page, server.origin, 'en', 'seat');
  await page.goto(server.link);
  await table.button('brief.start').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Code Blue');
  await page.getByRole('button', { name: 'Français' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Code bleu');
  await expect(page.getByRole('heading', { name: 'Vos mesures' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Code bleu');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Code Blue');
  expect(table.complaints).toEqual([]);
});

test('the theme switches and stays', async ({ page }) => {
  const table = new Table(page, server.origin, 'en', 'seat');
  await page.goto(server.link);
  await table.button('brief.start').click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await table.button('header.theme').click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a whole turn can be played with the keyboard alone', async ({ page }) => {
  const table = new Table(page, server.origin, 'en', 'seat');
  await page.goto(server.link);
  await expect(table.dialog).toBeVisible();
  await page.keyboard.press('Escape');

  /** Presses Tab until the wanted thing has the focus. */
  const tabTo = async (name: RegExp) => {
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press('Tab');
      const label = await page.evaluate(() => {
        const e = document.activeElement;
        return (e?.getAttribute('aria-label') ?? e?.textContent ?? '').replace(/\s+/g, ' ').trim();
      });
      if (name.test(label)) return;
    }
    throw new Error(`Tab never came to ${name}`);
  };

  // The groups are one stop; arrows move inside. The first stop is the chosen one.
  await page.locator('[role=tab][aria-selected=true]').focus();
  const add = page.getByRole('tabpanel').getByRole('button', { name: table.says('measure.add.named') });
  for (let i = 0; i < 5 && (await add.count()) === 0; i++) await page.keyboard.press('ArrowDown');
  await expect(page.locator('[role=tab]:focus')).toHaveAttribute('aria-selected', 'true');
  await tabTo(/Add: /);
  await page.keyboard.press('Enter');
  await expect(table.dialog).toBeVisible();
  if ((await table.dialog.getByRole('radio').count()) > 0) {
    await page.locator('dialog input[type=radio]:not(:disabled)').first().focus();
    await page.keyboard.press('Space');
  }
  for (const box of await table.dialog.getByRole('checkbox').all()) {
    await box.focus();
    await page.keyboard.press('Space');
  }
  await tabTo(/^Add to decision$/);
  await page.keyboard.press('Enter');
  await expect(table.dialog).toBeHidden();
  await tabTo(/^Commit decision$/);
  await page.keyboard.press('Enter');
  await table.revealed(1);
  await tabTo(/^Next turn$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('banner')).toContainText('Turn 2 of 8');
});

test('an address without a seat says so in words', async ({ page }) => {
  const table = new Table(page, server.origin, 'en', 'seat');
  await page.goto(server.origin);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Join an exercise');
  await table.accessible('home');
  await table.fits('home');
  await table.shoot('home', [1440, 390]);
  await page.goto(`${server.origin}/g/NOPE-11`);
  await expect(page.getByRole('main')).toContainText('Open the link of your seat');
  await table.accessible('no seat');
  await table.shoot('no-seat', [1440, 390]);
  expect(table.strays).toEqual([]);
  expect(table.complaints).toEqual([]);
});

test('opens the decisions of a turn one by one by the space bar where motion is welcome', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const table = new Table(page, server.origin, 'en', 'seat');
  await page.goto(server.link);
  await table.button('brief.start').click();
  await table.commit();
  await table.revealed(1);
  const opened = page.locator('.events li[data-kind]');
  await expect(opened).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'Why it moved' })).toHaveCount(0);
  await page.keyboard.press('Space');
  await expect(opened).toHaveCount(2);
  await table.button('reveal.all').click();
  await expect(page.getByRole('region', { name: 'Why it moved' })).toBeVisible();
  await expect(page.locator('main ol li[aria-current=step]')).toHaveCount(1);
  expect(table.complaints).toEqual([]);
});

test('a window of 1440 by 900 shows the whole board in English', async ({ page }) => {
  const table = new Table(page, server.origin, 'en', 'seat');
  await page.goto(server.link);
  await table.button('brief.start').click();
  await expect(page.locator('#decision')).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  const over = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  expect(over).toBeLessThanOrEqual(0);
});

test('two devices of one seat share the draft', async ({ page, context }) => {
  const first = new Table(page, server.origin, 'en', 'seat');
  await page.goto(server.link);
  await first.button('brief.start').click();
  const other = await context.newPage();
  const second = new Table(other, server.origin, 'en', 'seat');
  await other.goto(page.url());
  await expect(other.locator('#decision')).toBeVisible();
  const title = await first.openMeasure();
  await first.confirm();
  await expect(other.locator('#decision')).toContainText(title);
  await other
    .locator('#decision')
    .getByRole('button', { name: second.says('decision.remove') })
    .click();
  await expect(page.locator('#decision')).not.toContainText(title);
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});
