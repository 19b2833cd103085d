// A small exercise in which everything becomes of promises that can: its debrief
// tells it all, in both languages, on a desk and on a phone.
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { serve, type Server } from './server';
import { Table, type Lang } from './table';

const scenario = fileURLToPath(new URL('pledges.toml', import.meta.url));

const said = {
  en: {
    preserve: 'Ask the provider to keep its logs',
    truce: 'Agree on a standstill',
    convoys: 'Offer common convoys',
    line: 'Open a direct line',
    statement: 'Joint statement of the coast',
    summit: 'Call a summit of the coast',
    chair: 'Elect a chair by secret ballot',
    inspect: 'Inspect their ships',
    deadlines: [
      'stopped in turn 2',
      'passed in turn 3',
      'stopped in turn 2',
      'still ran',
      'missed in turn 4',
    ],
    agreements: ['broken', 'ran to its end', 'in force at the end'],
    proposals: 'agreed agreed refused agreed refused agreed refused refused agreed',
    secret: 'Yes: 1, no: 1, no answer: 0',
    plant: 'a plant',
    firebreak: 'From words to cost',
    up: 'Ladder up 4, to rung 4',
  },
  fr: {
    preserve: 'Demander à l’hébergeur de conserver ses journaux',
    truce: 'Convenir d’une trêve',
    convoys: 'Proposer des convois communs',
    line: 'Ouvrir une ligne directe',
    statement: 'Déclaration commune de la côte',
    summit: 'Convoquer un sommet de la côte',
    chair: 'Élire une présidence à bulletin secret',
    inspect: 'Inspecter leurs navires',
    deadlines: [
      'empêchée au tour 2',
      'passée au tour 3',
      'empêchée au tour 2',
      'courait encore',
      'manquée au tour 4',
    ],
    agreements: ['rompu', 'allé à son terme', 'en vigueur à la fin'],
    proposals: 'convenu convenu refusé convenu refusé convenu refusé refusé convenu',
    secret: 'Oui\u202f: 1, non\u202f: 1, sans réponse\u202f: 0',
    plant: 'fabriqué pour tromper',
    firebreak: 'Des paroles au coût',
    up: 'Échelle\u202f: +4, palier 4',
  },
};

for (const [lang, width, height] of [
  ['en', 1440, 900],
  ['fr', 390, 844],
] as const) {
  test.describe(`${lang} at ${width} px`, () => {
    let server: Server;
    test.use({ locale: lang === 'fr' ? 'fr-FR' : 'en-GB', viewport: { width, height } });
    test.beforeAll(async () => {
      server = await serve(['--scenario', scenario, '--role', 'valmora', '--seed', '7', '--lang', lang]);
    });
    test.afterAll(() => server.stop());

    test('the debrief tells what became of every promise', async ({ page }) => {
      const x = said[lang];
      const table = new Table(page, server.origin, lang as Lang, `pledges-${lang}`);
      const { words } = table;
      await page.goto(server.link);
      await table.button('brief.start').click();

      // Promises are made, offered in vain, voted on; then one is broken.
      for (const [title, target] of [
        [x.preserve, 0],
        [x.truce, 2],
        [x.convoys, 1],
        [x.convoys, 2],
        [x.line, 1],
        [x.summit, 0],
        [x.chair, 0],
      ] as const)
        await choose(page, table, title, target);
      await turn(table, 1);
      await choose(page, table, x.statement, 0);
      await choose(page, table, x.summit, 0);
      await choose(page, table, x.truce, 2);
      await turn(table, 2);
      // Who crosses a firebreak reads first what it means.
      await open(page, table, x.inspect);
      await table.dialog.getByRole('radio').nth(1).check();
      await expect(table.dialog.locator('[data-ask=cross]')).toContainText(x.firebreak);
      await table.accessible('firebreak');
      await table.confirm();
      await table.commit();
      await table.revealed(3);
      const act = page.locator('.events > ol > li', { hasText: x.inspect });
      await expect(act.locator('.effect b')).toHaveText(x.up);
      await expect(act).toHaveClass(/g-legal/);
      await table.button('reveal.next').click();
      await table.commit();
      expect(await table.revealed(4)).toBe('end');

      await table.button('debrief.open').click();
      const region = (
        key: 'debrief.deadlines' | 'debrief.agreements' | 'debrief.proposals' | 'debrief.knew',
      ) => page.getByRole('region', { name: words[key], exact: true });
      await expect(region('debrief.deadlines').locator('.tag')).toHaveText(x.deadlines);
      await expect(region('debrief.deadlines').getByRole('listitem').first()).toContainText(/Selenne|Sélène/);
      await expect(region('debrief.agreements').locator('.tag')).toHaveText(x.agreements);
      await expect(region('debrief.proposals').locator('.tag')).toHaveText(x.proposals.split(' '));
      await expect(region('debrief.proposals').getByRole('listitem').nth(5)).toContainText(x.secret);
      await expect(region('debrief.knew').getByRole('row').nth(1)).toContainText(x.plant);
      // Every decision, not those only that moved the ladder, with its legal basis.
      await page.getByRole('button', { name: table.says('debrief.others') }).click();
      await expect(page.getByRole('region', { name: words['debrief.decisions'] })).toContainText(/Budapest/);
      await table.accessible('debrief');
      await table.fits('debrief', [320, 390, 720, 1024, 1440]);
      await table.shoot('debrief', [1440, 1024, 390], true);
      // The words of the chart keep their size on every width.
      for (const wide of [390, 1024, 1440]) {
        await page.setViewportSize({ width: wide, height: 900 });
        const letters = page
          .getByRole('region', { name: words['debrief.course'] })
          .locator('svg .turn')
          .first();
        await expect
          .poll(() => letters.evaluate((e) => e.getBoundingClientRect().height), `letters at ${wide} px`)
          .toBeGreaterThan(12);
      }
      expect(table.strays, 'requests to elsewhere').toEqual([]);
      expect(table.complaints, 'console').toEqual([]);
    });
  });
}

/** Opens the confirm step of a measure by its title. */
async function open(page: Page, table: Table, title: string): Promise<void> {
  await table.part('tab.measures');
  const card = page
    .getByRole('article')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  for (const tab of await table.tabs.all()) {
    await tab.click();
    if ((await card.count()) > 0) break;
  }
  await card.locator('[data-add]').first().click();
}

/** Adds a measure, towards the n-th target if it has one. */
async function choose(page: Page, table: Table, title: string, target: number): Promise<void> {
  await open(page, table, title);
  if (target)
    await table.dialog
      .getByRole('radio')
      .nth(target - 1)
      .check();
  await table.dialog.getByRole('button', { name: table.words['compose.add'] }).click();
  await expect(table.dialog).toBeHidden();
}

async function turn(table: Table, n: number): Promise<void> {
  await table.commit();
  await table.revealed(n);
  await table.button('reveal.next').click();
}
