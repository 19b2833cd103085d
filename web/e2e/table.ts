// One visitor at a served table: the page with its watchers, and the steps of
// play that every test repeats, in the words of one language.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import boardEn from '../src/i18n/en.json' with { type: 'json' };
import boardFr from '../src/i18n/fr.json' with { type: 'json' };
import roomEn from '../src/i18n/room.en.json' with { type: 'json' };
import roomFr from '../src/i18n/room.fr.json' with { type: 'json' };

const en = { ...boardEn, ...roomEn };
const fr = { ...boardFr, ...roomFr };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = new URL('./shots/', import.meta.url).pathname;
/** Pictures are for people who look at them: they cost a fifth of the whole time. */
const wanted = Boolean(process.env.SHOTS);

type Words = typeof en;
export type Lang = 'en' | 'fr';

interface Violation {
  id: string;
  nodes: { target: string[]; failureSummary: string }[];
}
declare global {
  interface Window {
    axe: { run: (node: Document, options: object) => Promise<{ violations: Violation[] }> };
  }
}

export class Table {
  readonly words: Words;
  /** Requests to anywhere but the server, and everything the console complained of. */
  readonly strays: string[] = [];
  readonly complaints: string[] = [];
  /** The checks that passed, each with the screen it passed on. */
  private readonly passed = new Set<string>();

  constructor(
    readonly page: Page,
    readonly origin: string,
    readonly lang: Lang,
    readonly label: string,
  ) {
    this.words = lang === 'fr' ? (fr as Words) : en;
    page.on('request', (r) => {
      if (!r.url().startsWith(origin) && !r.url().startsWith('data:')) this.strays.push(r.url());
    });
    page.on('websocket', (s) => {
      if (!s.url().startsWith(origin.replace('http', 'ws'))) this.strays.push(s.url());
    });
    page.on('console', (m) => {
      if (m.type() === 'error' || m.type() === 'warning') this.complaints.push(m.text());
    });
    page.on('pageerror', (e) => this.complaints.push(String(e)));
  }

  /** A text of the interface as a pattern: what is filled in may be anything. */
  says(key: keyof Words, form: 'one' | 'other' = 'other'): RegExp {
    const entry = this.words[key];
    const text = typeof entry === 'string' ? entry : entry[form];
    // An accessible name has plain spaces where the text has narrow ones.
    const escaped = text
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{\w+\}/g, '.+')
      .replace(/\s/g, '\\s');
    return new RegExp(`^\\s*${escaped}\\s*$`);
  }

  button(key: keyof Words): Locator {
    return this.page.getByRole('button', { name: this.says(key) });
  }

  /**
   * Checks the screen in both themes and leaves the theme as it was. The dark theme
   * is a list of other colours: that it moves, hides and covers nothing is checked
   * too, so only the rules that look at colours are asked a second time.
   */
  async accessible(where: string): Promise<void> {
    await this.once('accessible', () => this.checkAccessible(where));
  }

  private async checkAccessible(where: string): Promise<void> {
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(axe);
    const found = await this.page.evaluate(async () => {
      const root = document.documentElement;
      const was = root.dataset.theme ?? 'light';
      const complaints = async (rules: string[]) => {
        // What passes is counted by nobody, and naming each element takes a third of the time.
        const options = { runOnly: rules, resultTypes: ['violations'] };
        const { violations } = await window.axe.run(document, options);
        return violations.flatMap((v) =>
          v.nodes.map((n) => `${root.dataset.theme}: ${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`),
        );
      };
      /** Where each element stands and how it is seen, but for its colours. */
      const shape = () =>
        Array.from(document.querySelectorAll('body, body *'), (e) => {
          const { x, y, width, height } = e.getBoundingClientRect();
          const s = getComputedStyle(e);
          const seen = [
            s.display,
            s.visibility,
            s.opacity,
            s.overflow,
            s.clipPath,
            s.zIndex,
            s.pointerEvents,
          ];
          return `${e.tagName}.${e.getAttribute('class')}: ${[x, y, width, height, ...seen].join(' ')}`;
        });
      root.dataset.theme = 'light';
      const out = await complaints(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
      // In one breath: a clock that ticks between the two would look like a difference.
      const light = shape();
      root.dataset.theme = 'dark';
      const moved = shape().filter((line, i) => line !== light[i]);
      out.push(...moved.map((line) => `the dark theme changes more than colours: ${line}`));
      out.push(...(await complaints(['color-contrast', 'link-in-text-block'])));
      root.dataset.theme = was;
      return out;
    });
    expect(found, `axe on ${where}`).toEqual([]);
  }

  /** Nothing may stick out sideways, down to 320 px. */
  async fits(where: string, widths = [320]): Promise<void> {
    await this.once(`fits ${widths}`, () => this.checkFits(where, widths));
  }

  private async checkFits(where: string, widths: number[]): Promise<void> {
    const size = this.page.viewportSize();
    for (const width of widths) {
      await this.page.setViewportSize({ width, height: 800 });
      const over = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over, `${where} at ${width} px`).toBeLessThanOrEqual(0);
    }
    if (size) await this.page.setViewportSize(size);
  }

  /** Makes a check, unless it has passed already on the very screen that stands here. */
  private async once(check: string, make: () => Promise<void>): Promise<void> {
    const before = check + (await this.screen());
    if (this.passed.has(before)) return;
    await make();
    // What changed under the check may be half checked: that is not remembered.
    if (check + (await this.screen()) === before) this.passed.add(before);
  }

  /** All that the look of a page follows from: its elements, its size and what people did to it. */
  private async screen(): Promise<string> {
    return this.page.evaluate(() => {
      const states = [':hover', ':focus', ':focus-visible', ':checked', ':modal'];
      const touched = Array.from(document.querySelectorAll('*'), (e, i) => {
        const value = e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement ? e.value : '';
        return [i, value, e.scrollLeft, e.scrollTop, ...states.filter((state) => e.matches(state))].join(' ');
      });
      const page = document.documentElement.outerHTML;
      return [location.href, innerWidth, innerHeight, ...touched, page].join('\n');
    });
  }

  /** Takes pictures of the screen, where they were asked for: nothing compares them. */
  async shoot(name: string, widths: number[], dark = false): Promise<void> {
    if (!wanted) return;
    // Behind a dialog the page is only ground: the window shows what people see.
    const fullPage = !(await this.dialog.isVisible());
    const size = this.page.viewportSize();
    for (const width of widths) {
      await this.page.setViewportSize({ width, height: width < 720 ? 844 : width > 1900 ? 1080 : 900 });
      await this.page.screenshot({ path: `${shots}${this.label}-${name}-${width}.png`, fullPage });
    }
    if (size) await this.page.setViewportSize(size);
    if (!dark) return;
    const set = (theme: string) =>
      this.page.evaluate((t) => (document.documentElement.dataset.theme = t), theme);
    await set('dark');
    await this.page.screenshot({ path: `${shots}${this.label}-${name}-dark.png`, fullPage });
    await set('light');
  }

  /** On a phone, goes to a part of the board; elsewhere all parts are there. */
  async part(
    key: 'tab.situation' | 'tab.measures' | 'tab.delegations' | 'tab.ladder' | 'tab.decision',
  ): Promise<void> {
    await this.page.locator('main.board').waitFor(); // the reveal may still be on its way out
    const nav = this.page.getByRole('navigation', { name: this.words['tabs.title'] });
    if (!(await nav.isVisible())) return;
    const review = this.button('decision.review');
    if (key !== 'tab.decision') await nav.getByRole('button', { name: this.words[key] }).click();
    else if (await review.isVisible()) await review.click();
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  get tabs(): Locator {
    return this.page.getByRole('tablist', { name: this.words['measures.groups'] }).getByRole('tab');
  }

  /** Opens the confirm step of the first measure of some group that can be added. */
  async openMeasure(): Promise<string> {
    await this.part('tab.measures');
    for (const tab of await this.tabs.all()) {
      await tab.click();
      const add = this.page.getByRole('button', { name: this.says('measure.add.named') });
      const card = this.page.getByRole('article').filter({ has: add }).first();
      if ((await card.count()) === 0) continue;
      const title = (await card.getByRole('heading').first().textContent()) ?? '';
      await card.locator(add).click();
      await expect(this.dialog).toBeVisible();
      return title.trim();
    }
    throw new Error('no measure is open');
  }

  /** Fills what the confirm step asks for and adds the measure. */
  async confirm(): Promise<void> {
    const target = this.dialog.locator('[data-ask=target], [data-ask=evidence]').getByRole('radio', {
      disabled: false,
    });
    if ((await target.count()) > 0) await target.first().check();
    for (const box of await this.dialog.getByRole('checkbox').all()) await box.check();
    await this.dialog.getByRole('button', { name: this.words['compose.add'] }).click();
    await expect(this.dialog).toBeHidden();
  }

  async commit(): Promise<void> {
    await this.part('tab.decision');
    const commit = this.button('decision.commit').or(this.button('decision.commitNone'));
    await expect(commit).toBeEnabled();
    await commit.click();
  }

  /** Waits for the next screen after a commit. */
  async revealed(turn: number): Promise<'reveal' | 'end'> {
    const reveal = this.page.getByRole('heading', {
      name: this.words['reveal.title'].replace('{turn}', String(turn)),
    });
    const end = this.page.getByText(this.words['end.over'], { exact: true }).first();
    await expect(reveal.or(end)).toBeVisible();
    return (await end.isVisible()) ? 'end' : 'reveal';
  }
}
