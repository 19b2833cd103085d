// A small exercise that uses what Code Blue does not: an amount, words, a vote,
// an agreement, a question, deadlines. Played to its end in both languages.
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { serve, type Server } from './server';
import { Table, type Lang } from './table';

const scenario = fileURLToPath(new URL('quay.toml', import.meta.url));

/** What the scenario itself says, in the words of each language. */
const said = {
  en: {
    question: 'Was the damage in Selenne meant?',
    spread: 'No, it spread by itself',
    list: 'A list of targets',
    logs: 'The provider overwrites its logs',
    gone: 'The logs are gone.',
    aid: 'Pledge aid',
    truce: 'Agree on a standstill',
    standstill: 'Standstill on ports',
    statement: 'Joint statement of the coast',
    inspect: 'Inspect their ships',
    broken: 'The word given on ports is broken.',
  },
  fr: {
    question: 'Le dommage en Sélène était-il voulu ?',
    spread: 'Non, il s’est propagé seul',
    list: 'Une liste de cibles',
    logs: 'L’hébergeur écrase ses journaux',
    gone: 'Les journaux ont disparu.',
    aid: 'Promettre une aide',
    truce: 'Convenir d’une trêve',
    standstill: 'Trêve sur les ports',
    statement: 'Déclaration commune de la côte',
    inspect: 'Inspecter leurs navires',
    broken: 'La parole donnée sur les ports est rompue.',
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

    test('plays the quay to its end', async ({ page }) => {
      const x = said[lang];
      const table = new Table(page, server.origin, lang as Lang, `quay-${lang}`);
      const { words } = table;
      const decision = page.locator('#decision');
      const incoming = page.getByRole('region', { name: words['incoming.title'] });
      const situation = page.getByRole('region', { name: words['situation.title'], exact: true });
      await page.goto(server.link);
      await table.button('brief.start').click();

      await test.step('a question, its answers, the evidence that bears on it', async () => {
        await table.part('tab.situation');
        const question = situation.getByRole('article').filter({ hasText: x.question });
        await expect(question.locator('.ranges li').first()).toContainText(x.spread);
        await expect(question.locator('.ranges li').first()).toContainText(words['likelihood.likely']);
        await expect(question.getByRole('button', { name: x.list, exact: true })).toBeVisible();
      });

      await test.step('deadlines say when they pass and who can stop them', async () => {
        const logs = incoming.getByRole('listitem').filter({ hasText: x.logs });
        await expect(logs).toContainText(lang === 'fr' ? 'tour 3' : 'turn 3');
        await expect(logs).toContainText(/20/);
        await expect(incoming.getByRole('region', { name: words['deadline.title'] })).toBeVisible();
        await table.accessible('question and deadlines');
        await table.fits('question and deadlines', [320, 1024]);
        await table.shoot('1-board', [width], true);
      });

      await test.step('an amount and words: what is missing is said, the cost follows', async () => {
        await compose(page, table, x.aid);
        const dialog = table.dialog;
        await dialog.getByRole('spinbutton').fill('35');
        await dialog.getByRole('button', { name: words['compose.add'] }).click();
        await expect(dialog.getByRole('alert')).toHaveCount(2);
        await dialog.getByRole('spinbutton').fill('30');
        await expect(dialog.locator('.cost')).toContainText('3');
        await dialog.getByRole('textbox').fill('Thirty engineers.');
        await table.accessible('amount and words');
        await table.fits('amount and words');
        await table.shoot('2-amount', [width], true);
        await table.confirm();
      });

      await test.step('an agreement says what it forbids, a vote how it is counted', async () => {
        await compose(page, table, x.truce);
        await expect(table.dialog).toContainText(x.standstill);
        await expect(table.dialog).toContainText(x.inspect);
        await table.dialog.getByRole('radio').last().check();
        await table.accessible('agreement');
        await table.shoot('3-agreement', [width], true);
        await table.dialog.getByRole('button', { name: words['compose.add'] }).click();
        await compose(page, table, x.statement);
        await expect(table.dialog).toContainText(words['compose.vote.majority']);
        await table.accessible('vote');
        await table.shoot('4-vote', [width], true);
        await table.confirm();
        await table.part('tab.decision');
        await expect(decision).toContainText('Thirty engineers.');
        await table.accessible('decision');
        await table.fits('decision');
        await table.shoot('5-decision', [width], true);
      });

      await table.commit();
      await test.step('the reveal tells words, amount, signatures and the agreement', async () => {
        await table.revealed(1);
        const events = page.locator('.events');
        await expect(events).toContainText('Thirty engineers.');
        await expect(events).toContainText(x.standstill);
        await table.accessible('reveal');
        await table.fits('reveal');
        await table.shoot('6-reveal', [width], true);
        await table.button('reveal.next').click();
      });

      await test.step('another State puts a statement to the vote, and waits for the reader', async () => {
        await table.part('tab.decision');
        await expect(decision).toContainText(x.standstill);
        const proposals = page.getByRole('region', { name: words['proposals.title'] });
        await expect(proposals).toContainText(x.statement);
        await table.commit();
        await expect(decision).toContainText(words['decision.answer']);
        await table.accessible('vote to cast');
        await table.fits('vote to cast');
        await table.shoot('7-asked', [width], true);
        await proposals.getByRole('button', { name: words['proposals.accept'], exact: true }).click();
        await table.revealed(2);
        await table.button('reveal.next').click();
      });

      await test.step('what nobody stopped has passed; what breaks a promise says so', async () => {
        await table.part('tab.situation');
        await expect(incoming).toContainText(x.gone);
        const due = incoming.getByRole('region', { name: words['deadline.title'] });
        await expect(due.getByRole('listitem').filter({ hasText: x.logs })).toHaveCount(0);
        await compose(page, table, x.inspect);
        await expect(table.dialog).toContainText(words['measure.breaks']);
        await table.dialog.getByRole('radio').last().check();
        for (const box of await table.dialog.getByRole('checkbox').all()) await box.check();
        await table.accessible('a breach');
        await table.shoot('8-breach', [width], true);
        await table.dialog.getByRole('button', { name: words['compose.add'] }).click();
        await table.commit();
        await table.revealed(3);
        await expect(page.locator('.events')).toContainText(x.broken);
        await table.button('reveal.next').click();
      });

      await test.step('the debrief says what was true', async () => {
        await table.commit();
        expect(await table.revealed(4)).toBe('end');
        await page.getByRole('button', { name: words['debrief.open'] }).click();
        const beliefs = page.getByRole('region', { name: words['debrief.beliefs'] });
        await expect(beliefs).toContainText(x.question);
        // What was said with a measure is read again, and who came to hold what.
        const decisions = page.getByRole('region', { name: words['debrief.decisions'] });
        await page.getByRole('button', { name: table.says('debrief.others') }).click();
        await expect(decisions).toContainText('Thirty engineers.');
        await expect(page.getByRole('region', { name: words['debrief.knew'] })).toContainText(x.list);
        const deadlines = page.getByRole('region', { name: words['debrief.deadlines'] });
        await expect(deadlines.getByRole('listitem').filter({ hasText: x.logs })).toContainText(
          words['debrief.deadline.missed'].replace('{turn}', '3'),
        );
        const agreements = page.getByRole('region', { name: words['debrief.agreements'] });
        const truce = agreements.getByRole('listitem').filter({ hasText: x.standstill });
        await expect(truce).toContainText(words['debrief.broken']);
        await expect(truce).toContainText(words['debrief.breach'].split('{')[0] + '3');
        await table.accessible('debrief');
        await table.fits('debrief');
        await table.shoot('9-debrief', [width], true);
      });

      expect(table.strays).toEqual([]);
      expect(table.complaints).toEqual([]);
    });
  });
}

/** Opens the confirm step of one measure by its title. */
async function compose(page: Page, table: Table, title: string): Promise<void> {
  await table.part('tab.measures');
  for (const tab of await table.tabs.all()) {
    await tab.click();
    const card = page.getByRole('tabpanel').getByRole('article', { name: title, exact: true });
    if ((await card.count()) === 0) continue;
    await card.locator('[data-add]').click();
    await expect(table.dialog).toBeVisible();
    return;
  }
  throw new Error(`no measure ${title}`);
}
