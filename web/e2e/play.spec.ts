// A visitor plays a whole exercise against the real server: once in English at a
// desk, once in French on a phone.
import { expect, test } from '@playwright/test';
import { serve, type Server } from './server';
import { Table, type Lang } from './table';

const seats = [
  { label: 'desk', lang: 'en', locale: 'en-GB', width: 1440, height: 900, shots: [1440, 1024], phone: false },
  { label: 'phone', lang: 'fr', locale: 'fr-FR', width: 390, height: 844, shots: [390], phone: true },
] as const;

for (const seat of seats) {
  test.describe(`${seat.label}, ${seat.lang}`, () => {
    let server: Server;
    test.use({
      locale: seat.locale,
      viewport: { width: seat.width, height: seat.height },
      hasTouch: seat.phone,
      isMobile: seat.phone,
    });
    test.beforeAll(async () => {
      server = await serve(['--role', 'aurelia', '--seed', '7', '--lang', seat.lang]);
    });
    test.afterAll(() => server.stop());

    test('plays Code Blue from the briefing to the ending', async ({ page }) => {
      const table = new Table(page, server.origin, seat.lang as Lang, seat.label);
      const { words } = table;

      // The link of the seat leads to the board, and the token is gone.
      await page.goto(server.link);
      await expect(page).toHaveURL(/\/g\/[A-Z0-9-]+$/);
      await expect(page.locator('html')).toHaveAttribute('lang', seat.lang);

      // The briefing opens by itself.
      await expect(table.dialog.getByRole('heading', { level: 2 })).toHaveText(table.says('brief.title'));
      await expect(table.dialog.getByRole('heading', { level: 3 })).not.toHaveCount(0);
      await expect(table.dialog.getByRole('heading', { level: 3, name: words['brief.goals'] })).toBeVisible();
      expect((await table.dialog.textContent())?.length).toBeGreaterThan(600);
      await expect(table.dialog).not.toContainText('**');
      await table.accessible('briefing');
      await table.fits('briefing');
      await table.shoot('1-briefing', [...seat.shots], true);
      await table.button('brief.start').click();
      await expect(table.dialog).toBeHidden();
      await table.button('header.brief').click();
      await expect(table.dialog).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(table.dialog).toBeHidden();

      // The frame: exercise notice, seat, turn, phase, connection.
      await expect(page.getByText(words.exercise, { exact: true })).toBeVisible();
      await expect(page.getByRole('banner')).toContainText(
        seat.lang === 'fr' ? 'Tour 1 sur 8' : 'Turn 1 of 8',
      );
      await expect(page.getByRole('banner').locator('[data-line=open]')).toHaveCount(1);
      if (!seat.phone)
        await expect(page.getByRole('banner').locator('[aria-current=step]')).toContainText(
          words['phase.decide'],
        );

      // The situation: an incident, what is not known, suspects as ranges, a message.
      await table.part('tab.situation');
      const situation = page.getByRole('region', { name: words['situation.title'], exact: true });
      await expect(situation.getByRole('heading', { level: 3 }).first()).not.toBeEmpty();
      await expect(situation.getByText(words['situation.unknown'])).toBeVisible();
      const suspects = situation.locator('.ranges').first().getByRole('listitem');
      expect(await suspects.count()).toBeGreaterThan(1);
      await expect(suspects.first()).toContainText(/\d+–\d+/);
      const incoming = page.getByRole('region', { name: words['incoming.title'] });
      await incoming.getByRole('button', { name: words.read }).first().click();
      await expect(table.dialog.locator('p').last()).not.toBeEmpty();
      await table.accessible('message');
      await table.shoot('2-message', [...seat.shots]);
      await page.keyboard.press('Escape');
      await table.accessible('situation');
      await table.fits('situation', [320, 390, 719, 720, 1024, 1279, 1280]);
      await table.shoot('3-board-situation', [...seat.shots], true);

      // The ladder: rungs from 0, where it stands, firebreaks. The numbers.
      await table.part('tab.ladder');
      const ladder = page.getByRole('region', { name: words['ladder.title'] });
      await expect(ladder.locator('.chip').last()).toHaveText('0');
      await expect(ladder.locator('li[aria-current=step]')).toHaveCount(1);
      await expect(ladder.locator('.break').first()).toBeVisible();
      expect((await ladder.locator('.break').first().textContent())?.length).toBeGreaterThan(20);
      if (!seat.phone) await expect(ladder.locator('.course circle')).toHaveCount(1);
      await ladder
        .getByRole('button', { name: /^0|[A-Z]/ })
        .last()
        .click();
      await expect(table.dialog).toBeVisible();
      await table.accessible('rung');
      await page.keyboard.press('Escape');
      await table.part('tab.situation');
      const numbers = page.getByRole('region', { name: words['numbers.title'] });
      expect(await numbers.getByRole('meter').count()).toBeGreaterThan(2);
      await table.part('tab.ladder');
      if (seat.phone) {
        await table.accessible('ladder');
        await table.fits('ladder');
        await table.shoot('4-ladder', [...seat.shots], true);
      }

      // Every measure says its risk and its legal basis; a locked one says why.
      await table.part('tab.measures');
      await expect(table.tabs).toHaveCount(5);
      const cards = page.getByRole('tabpanel').getByRole('article');
      let measures = 0;
      let locked = 0;
      for (const tab of await table.tabs.all()) {
        await tab.click();
        for (const card of await cards.all()) {
          measures++;
          await expect(card.locator('[data-fact=risk] dd')).toContainText(words['measure.risk']);
          expect((await card.locator('[data-fact=risk] dd').textContent())?.length).toBeGreaterThan(20);
          expect((await card.locator('[data-fact=legal] dd').textContent())?.length).toBeGreaterThan(10);
          const lock = card.locator('.lock');
          if ((await lock.count()) === 0) continue;
          locked++;
          expect((await lock.first().textContent())?.length).toBeGreaterThan(
            words['measure.locked'].length + 8,
          );
        }
        await table.accessible(`measures, ${(await tab.textContent()) ?? ''}`);
      }
      expect(measures, 'measures').toBeGreaterThan(5);
      expect(locked, 'locked measures').toBeGreaterThan(0);
      await table.tabs.nth(2).click();
      await table.fits('measures', [320, 1024, 1280]);
      await table.shoot('5-board-measures', [...seat.shots], true);

      // The confirm step, then play to the end.
      let turn = 1;
      for (;;) {
        const title = await table.openMeasure();
        await expect(table.dialog.getByRole('heading', { level: 2 })).toHaveText(title);
        await expect(table.dialog.locator('.kind')).not.toBeEmpty();
        await expect(table.dialog.locator('[data-fact=risk]')).toContainText(words['measure.risk']);
        await expect(table.dialog.locator('[data-fact=legal]')).toBeVisible();
        if (turn === 1) {
          await table.accessible('confirm step');
          await table.fits('confirm step');
          await table.shoot('6-confirm', [...seat.shots], true);
        }
        await table.confirm();
        await table.part('tab.decision');
        await expect(page.locator('#decision')).toContainText(title);
        if (turn === 1) {
          // On a desk the one button that seals it is in sight without scrolling.
          if (!seat.phone) {
            expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(900);
            await expect(table.button('decision.commit')).toBeInViewport({ ratio: 1 });
          }
          await table.accessible('decision');
          await table.fits('decision');
          await table.shoot('7-decision', [...seat.shots], true);
        }
        await table.commit();
        if ((await table.revealed(turn)) === 'end') break;

        // The reveal: what happened, and why the numbers moved.
        await expect(page.locator('.events li[data-kind]').first()).not.toBeEmpty();
        const why = page.getByRole('region', { name: words['why.title'] });
        await expect(why.locator('.parts li').first()).toBeVisible();
        await expect(why.locator('.parts b', { hasText: /^[+−]\d/ }).first()).toBeVisible();
        if (turn <= 2) {
          await table.accessible(`reveal ${turn}`);
          await table.fits(`reveal ${turn}`, [320, 1024]);
          await table.shoot(`8-reveal-${turn}`, [...seat.shots], turn === 1);
        }
        await table.button('reveal.next').click();
        turn++;
        const mark = words['header.turn'].replace('{turn}', String(turn)).replace('{turns}', '8');
        await expect(page.getByRole('banner')).toContainText(mark);
        if (turn === 2 || turn === 5) {
          for (const part of [
            'tab.situation',
            'tab.ladder',
            'tab.delegations',
            'tab.measures',
            'tab.decision',
          ] as const) {
            await table.part(part);
            await table.accessible(`turn ${turn}, ${part}`);
            await table.fits(`turn ${turn}, ${part}`);
            if (seat.phone) await table.shoot(`9-turn-${turn}-${part.split('.')[1]}`, [...seat.shots]);
          }
          if (!seat.phone) await table.shoot(`9-turn-${turn}`, [...seat.shots], true);
        }
      }

      // The ending: a title, the goals of the role with scores, the objectives.
      expect(turn).toBeGreaterThan(2);
      await expect(page.locator('#end-title')).not.toBeEmpty();
      const goals = page.getByRole('region', { name: words['end.goals'] }).getByRole('row');
      expect(await goals.count()).toBeGreaterThan(1);
      await expect(goals.last()).toContainText(/\d/);
      const objectives = page.getByRole('region', { name: words['end.objectives'] }).getByRole('listitem');
      expect(await objectives.count()).toBeGreaterThan(0);
      await table.accessible('ending');
      await table.fits('ending', [320, 1024]);
      await table.shoot('10-ending', [...seat.shots], true);

      expect(table.strays, 'requests to elsewhere').toEqual([]);
      expect(table.complaints, 'console').toEqual([]);
    });
  });
}
