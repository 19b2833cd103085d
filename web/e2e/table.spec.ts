// A whole table on the real server: a facilitator at a desk, one player on a phone
// in French, one by link in English, the others computers. The server is killed in
// mid-turn and comes back with everything.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { serveExercises, type Server } from './server';
import { Table, type Lang } from './table';

const folder = mkdtempSync(join(tmpdir(), 'demarche-'));
let server: Server;
test.beforeAll(async () => {
  server = await serveExercises(folder);
});
test.afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Visitor {
  page: Page;
  table: Table;
}

async function visit(
  browser: Browser,
  label: string,
  lang: Lang,
  width: number,
  height: number,
): Promise<Visitor> {
  const context = await browser.newContext({
    locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
    viewport: { width, height },
    isMobile: width < 720,
    hasTouch: width < 720,
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  const page = await context.newPage();
  return { page, table: new Table(page, server.origin, lang, label) };
}

/** Checks a screen in both themes, at 320 px if it is for phones too, and takes pictures. */
async function look({ table }: Visitor, name: string, widths: number[], narrow = true): Promise<void> {
  await table.accessible(name);
  if (narrow) await table.fits(name);
  await table.shoot(name, widths, true);
}

test('a table plays Code Blue with a facilitator, through a crash of the server', async ({ browser }) => {
  const host = await visit(browser, 'room-host', 'en', 1440, 900);
  const phone = await visit(browser, 'room-phone', 'fr', 390, 844);
  const link = await visit(browser, 'room-link', 'en', 1440, 900);
  const fr = phone.table.words;
  const en = link.table.words;

  await test.step('the host opens a session from the library', async () => {
    const { page, table } = host;
    await page.goto(server.link);
    await expect(page).toHaveURL(/\/host$/);
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(en['host.title']);
    await page
      .getByRole('button', { name: table.says('host.choose.named') })
      .first()
      .click();
    await expect(page.getByRole('button', { name: en['host.create'] })).toBeVisible();
    await look(host, '1-library', [1440, 390]);
    await page.getByRole('button', { name: en['host.create'] }).click();
    await expect(page).toHaveURL(/\/g\/[A-Z]+-\d\d\/control$/);
  });

  const { page: desk } = host;
  const joining = desk.getByRole('region', { name: en['room.title'] });
  const seats = desk.getByRole('region', { name: en['seats.title'] });
  await expect(joining.locator('dd')).toHaveCount(2);
  const [code = '', pin = ''] = await joining.locator('dd').allTextContents();
  const lobbyLink = (await joining.locator('.one a').getAttribute('href')) ?? '';

  await test.step('the QR code is a picture that loads', async () => {
    const wide = await joining
      .getByRole('img')
      .evaluate((i: HTMLImageElement) => i.complete && i.naturalWidth);
    expect(wide).toBeGreaterThan(0);
    await look(host, '2-control-lobby', [1440]);
  });

  await test.step('one joins on a phone, in French, with code and PIN written carelessly', async () => {
    const { page, table } = phone;
    await page.goto(server.origin);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await page.getByRole('button', { name: fr['join.go'] }).click();
    await expect(page.getByText(fr['join.fault.code'])).toBeVisible();
    await page.getByLabel(fr['join.code']).fill(` ${code.toLowerCase().replace('-', ' ')} `);
    await page.getByLabel(fr['join.name'], { exact: true }).fill('Zoé');
    await page.getByLabel(fr['join.pin']).fill('000000');
    await page.getByRole('button', { name: fr['join.go'] }).click();
    await expect(page.getByLabel(fr['join.pin'])).toHaveAttribute('aria-invalid', 'true');
    // The one thing that a console may complain of: the answer to the wrong PIN.
    expect(table.complaints.splice(0)).toEqual([expect.stringContaining('403')]);
    await look(phone, '1-join', [390]);
    await page.getByLabel(fr['join.pin']).fill(pin.replace(/(...)/, '$1 '));
    await page.getByRole('button', { name: fr['join.go'] }).click();
    await expect(page).toHaveURL(/\/lobby$/);
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(fr['lobby.title']);
    await expect(page.getByRole('main')).toContainText('Zoé');
    await look(phone, '2-lobby', [390]);
    expect(table.strays).toEqual([]);
  });

  await test.step('one joins by the link of the lobby', async () => {
    const { page } = link;
    await page.goto(lobbyLink);
    await expect(page.getByLabel(en['join.code'])).toHaveValue(code);
    await page.getByLabel(en['join.name'], { exact: true }).fill('Amira');
    await look(link, '1-join', [1440]);
    await page.getByRole('button', { name: en['join.go'] }).click();
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(en['lobby.title']);
  });

  await test.step('one without a PIN waits until the facilitator admits', async () => {
    const late = await visit(browser, 'room-late', 'en', 1024, 768);
    await late.page.goto(`${server.origin}/?code=${code}`);
    await late.page.getByLabel(en['join.name'], { exact: true }).fill('Jonas');
    await late.page.getByRole('button', { name: en['join.go'] }).click();
    await expect(late.page.getByRole('heading', { level: 2 }).first()).toHaveText(en['lobby.wait']);
    await look(late, '1-waiting', [1024]);
    await expect(desk.getByRole('region', { name: en['guests.title'] })).toContainText('Jonas');
    await look(host, '3-control-guests', [1440, 390]);
    // On a phone a seat has its button in sight, and the messages keep to their panel.
    await desk.setViewportSize({ width: 390, height: 844 });
    const menus = desk.getByRole('button', { name: host.table.says('seats.act.named') });
    await expect(menus.first()).toBeVisible();
    for (const menu of await menus.all()) {
      const box = await menu.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    }
    const queue = desk.getByRole('region', { name: en['injects.title'] });
    expect((await queue.boundingBox())?.height).toBeLessThan(1000);
    await desk.setViewportSize({ width: 1440, height: 900 });
    await desk.getByRole('button', { name: en['guests.admit.named'].replace('{name}', 'Jonas') }).click();
    await expect(late.page.getByRole('heading', { level: 2 }).first()).toHaveText(en['lobby.title']);
    await desk.getByRole('button', { name: en['guests.refuse.named'].replace('{name}', 'Jonas') }).click();
    await expect(desk.getByRole('region', { name: en['guests.title'] })).not.toContainText('Jonas');
    await late.page.context().close();
  });

  const roleOf: Record<string, string> = {};
  await test.step('both take a seat', async () => {
    for (const [who, n] of [
      [link, 0],
      [phone, 1],
    ] as const) {
      const take = who.page.getByRole('button', { name: who.table.says('lobby.take.named') }).nth(n);
      roleOf[who.table.label] = (await take.getAttribute('aria-label'))?.replace(/^.*?:\s/, '') ?? '';
      await take.click();
      await expect(
        who.page.getByRole('main').getByText(who.table.words['lobby.seated'], { exact: true }),
      ).toBeVisible();
      await look(who, '3-seated', [who === phone ? 390 : 1440]);
    }
    await expect(seats).toContainText('Zoé');
    await expect(seats).toContainText('Amira');
    expect(roleOf['room-link']).not.toBe(roleOf['room-phone']);
  });

  const wall = await host.page.context().newPage();
  await wall.setViewportSize({ width: 1920, height: 1080 });
  const wallTable = new Table(wall, server.origin, 'en', 'room-wall');
  const onWall: Visitor = { page: wall, table: wallTable };
  await wall.goto(`${server.origin}/g/${code}/wall`);
  await expect(wall.getByText(code)).toBeVisible();
  await look(onWall, '1-lobby', [1920], false);

  /** The end of a phase, asked once and confirmed. */
  const advance = async (by: 'key' | 'button' = 'button') => {
    if (by === 'key') await desk.keyboard.press('e');
    else await desk.locator('button[aria-keyshortcuts=E]').click();
    await host.table.dialog.locator('button.primary').click();
    await expect(host.table.dialog).toBeHidden();
  };
  const phase = desk.getByRole('banner').locator('[aria-current=step]');
  /** Adds ten minutes: what is looked at in a phase takes long on a busy machine. */
  const linger = async () => {
    const timer = desk.getByRole('timer');
    for (let i = 0; i < 5; i++) {
      const stood = Number((await timer.textContent())?.slice(0, 2));
      await desk.getByRole('button', { name: en['control.more'] }).click();
      await expect.poll(async () => Number((await timer.textContent())?.slice(0, 2))).toBeGreaterThan(stood);
    }
  };

  await test.step('the facilitator starts, and the briefings open', async () => {
    await desk.getByRole('button', { name: en['control.start'] }).click();
    await linger();
    for (const who of [link, phone]) {
      await expect(who.table.dialog.getByRole('heading', { level: 2 })).toHaveText(
        who.table.says('brief.title'),
      );
      await expect(who.table.dialog.getByRole('heading', { level: 3 })).not.toHaveCount(0);
      expect((await who.table.dialog.textContent())?.length).toBeGreaterThan(600);
      await look(who, '4-brief', [who === phone ? 390 : 1440]);
      await who.table.button('brief.start').click();
      await expect(who.table.dialog).toBeHidden();
    }
  });

  await test.step('the clock runs, stops and runs again', async () => {
    await expect(phase).toContainText(en['phase.brief']);
    await expect(desk.getByRole('timer')).toHaveText(/^(0[1-9]|1[0-6]):\d\d$/);
    await expect(phone.page.getByRole('banner')).toContainText('1 sur 8');
    await desk.keyboard.press('p');
    await expect(desk.getByRole('button', { name: /^Resume/ })).toBeVisible();
    const stood = await desk.getByRole('timer').textContent();
    await expect(wall.getByRole('main').getByText(en['wall.paused'])).toBeVisible();
    await expect(desk.getByRole('timer')).toHaveText(stood ?? '');
    await desk.getByRole('button', { name: en['control.more'] }).click();
    await expect(desk.getByRole('timer')).not.toHaveText(stood ?? '');
    await desk.getByRole('button', { name: /^Resume/ }).click();
    await expect(desk.getByRole('button', { name: /^Pause/ })).toBeVisible();
    await advance('key');
    await expect(phase).toContainText(en['phase.consult']);
    await advance();
    await expect(phase).toContainText(en['phase.decide']);
    await linger();
  });

  await test.step('an inject is sent now, another held', async () => {
    const queue = desk.getByRole('region', { name: en['injects.title'] });
    await queue
      .getByRole('button', { name: host.table.says('injects.preview.named') })
      .first()
      .click();
    await expect(host.table.dialog).toBeVisible();
    await host.table.accessible('preview');
    await host.table.shoot('4-preview', [1440]);
    await desk.keyboard.press('Escape');
    const hold = queue.getByRole('button', { name: host.table.says('injects.hold.named') }).first();
    const held = (await hold.getAttribute('aria-label'))?.replace(/^.*?: /, '') ?? '';
    await hold.click();
    await expect(queue.getByRole('button', { name: `Release: ${held}` })).toBeVisible();
    const send = queue.getByRole('button', { name: host.table.says('injects.now.named') }).last();
    const sent = (await send.getAttribute('aria-label'))?.replace(/^.*?: /, '') ?? '';
    await send.click();
    await expect(queue.getByRole('listitem').filter({ hasText: sent }).first()).toContainText(
      en['inject.sent'],
    );
    await queue.getByRole('button', { name: `Release: ${held}` }).click();
    await expect(queue.getByRole('button', { name: `Hold: ${held}` })).toBeVisible();
  });

  await test.step('a seat goes to the computer and back', async () => {
    const change = desk.getByRole('button', { name: `Change the seat: ${roleOf['room-link']}` });
    const row = desk.getByRole('row').filter({ has: change });
    await change.click();
    await look(host, '5-seat', [1440]);
    await host.table.dialog.getByRole('button', { name: en['seats.toComputer'] }).click();
    await expect(row).toContainText(en['seats.automatic']);
    await change.click();
    await host.table.dialog.getByRole('button', { name: en['seats.toPerson'] }).click();
    await expect(row).toContainText('Amira');
    await expect(row).not.toContainText(en['seats.automatic']);
    // What the computer had decided meanwhile is the person's to take back.
    // The desk says whether it had: the page of the seat may be behind.
    await expect(row).toContainText(new RegExp(`${en['seat.committed']}|${en['seat.deciding']}`));
    if ((await row.textContent())?.includes(en['seat.committed']))
      await link.table.button('decision.recall').click();
    await expect(row).toContainText(en['seat.deciding']);
  });

  await test.step('the truth is behind a button', async () => {
    const state = desk.getByRole('region', { name: en['goals.title'] });
    await expect(state.locator('.said')).toHaveCount(0);
    await state.getByRole('button', { name: en['truth.show'] }).click();
    await expect(state.locator('.said li').first()).toContainText(': ');
    await look(host, '6-control-decide', [1440, 1024, 390]);
    await state.getByRole('button', { name: en['truth.hide'] }).click();
    await look(onWall, '2-decide', [1920], false);
  });

  let drafted = '';
  await test.step('the server dies in mid-turn: all pages come back to the same turn with the draft', async () => {
    drafted = await phone.table.openMeasure();
    await phone.table.confirm();
    await phone.table.part('tab.decision');
    await expect(phone.page.locator('#decision')).toContainText(drafted);
    await expect(seats.locator('.sealed')).toContainText(drafted.length > 0 ? en['sealed.draft'] : '');
    await expect(seats.locator('.sealed li')).not.toHaveCount(0);
    await phone.page.waitForTimeout(600);
    for (const who of [host, phone, link, onWall]) expect(who.table.complaints).toEqual([]);

    await server.kill();
    await expect(phone.page.locator('body')).toContainText(fr['line.lost.long'].slice(0, 18));
    await host.table.shoot('7-control-lost', [1440]);
    server = await serveExercises(folder, Number(new URL(server.origin).port));
    for (const who of [host, phone, link])
      await expect(
        who.page.locator('aside').filter({ hasText: /^(Connection lost|Connexion perdue)/ }),
      ).toHaveCount(0, {
        timeout: 120_000, // pages wait longer and longer before they try again
      });
    await expect(phase).toContainText(en['phase.decide']);
    await expect(desk.getByRole('banner')).toContainText('Turn 1 of 8');
    await expect(phone.page.getByRole('banner')).toContainText('1 sur 8');
    await expect(phone.page.locator('#decision')).toContainText(drafted);
    await expect(link.page.getByRole('banner')).toContainText('Turn 1 of 8');
    await expect(seats).toContainText('Zoé');

    // Not from the device's own memory: a fresh page without it finds the draft too.
    await phone.page.evaluate(() => {
      for (const key of Object.keys(localStorage)) if (key.includes('draft')) localStorage.removeItem(key);
    });
    await phone.page.reload();
    await phone.table.part('tab.decision');
    await expect(phone.page.locator('#decision')).toContainText(drafted);
    for (const who of [host, phone, link, onWall]) who.table.complaints.length = 0;
  });

  await test.step('both commit; the turn is revealed', async () => {
    await phone.table.commit();
    await expect(seats).toContainText(en['seat.committed']);
    await link.table.commit();
    await expect(phase).toContainText(en['phase.reveal']);
    await link.table.revealed(1);
    await phone.table.revealed(1);
    await look(onWall, '3-reveal', [1920], false);
  });

  await test.step('the facilitator takes the table to the end, turn by turn', async () => {
    const over = desk.getByRole('button', { name: en['debrief.open'] });
    const banner = desk.getByRole('banner');
    const where = async () =>
      `${await banner.locator('.role p').textContent()} ${await phase.allTextContents()}`;
    let looked = false;
    // Three or four phases a turn; a clock that runs out meanwhile only helps.
    for (let i = 0; i < 40; i++) {
      await expect(over.or(desk.locator('button[aria-keyshortcuts=E]'))).toBeVisible();
      if (await over.isVisible()) break;
      const before = await where();
      await advance();
      await expect.poll(where).not.toBe(before);
      if (looked || !(await where()).includes('Turn 5')) continue;
      looked = true;
      await look(host, '8-control-turn5', [1440]);
    }
    expect(looked).toBe(true);
    await expect(desk.getByRole('button', { name: en['debrief.open'] })).toBeVisible();
  });

  await test.step('everybody reads the debrief', async () => {
    await look(onWall, '4-ended', [1920], false);
    for (const [who, widths] of [
      [host, [1440]],
      [phone, [390]],
      [link, [1440, 1024]],
    ] as const) {
      const { page, table } = who;
      await page.getByRole('button', { name: table.words['debrief.open'] }).click();
      const head = page.getByRole('heading', { level: 2 }).first();
      await expect(head).not.toBeEmpty();
      await expect(
        page.getByRole('region', { name: table.words['debrief.course'] }).getByRole('img'),
      ).toBeVisible();
      await expect(page.getByRole('region', { name: table.words['debrief.objectives'] })).toBeVisible();
      await expect(page.getByRole('region', { name: table.words['debrief.beliefs'] })).toBeVisible();
      await look(who, '9-debrief', [...widths]);
      await page.getByRole('button', { name: table.words['course.table'] }).click();
      expect(
        await page.getByRole('region', { name: table.words['debrief.course'] }).getByRole('row').count(),
      ).toBeGreaterThan(2);
    }
    expect(await desk.getByRole('heading', { level: 2 }).first().textContent()).toBe(
      await link.page.getByRole('heading', { level: 2 }).first().textContent(),
    );
  });

  for (const who of [host, phone, link, onWall]) {
    expect(who.table.strays).toEqual([]);
    expect(who.table.complaints).toEqual([]);
  }
});
