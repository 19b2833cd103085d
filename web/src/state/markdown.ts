// A small part of Markdown as a tree: headings, paragraphs, lists, bold, emphasis,
// and links as text. Texts of a scenario become elements and never markup, so
// nothing in them can run.

export type Inline =
  { kind: 'text'; text: string } | { kind: 'strong'; parts: Inline[] } | { kind: 'em'; parts: Inline[] };

export type Block =
  | { kind: 'heading'; level: number; parts: Inline[] }
  | { kind: 'paragraph'; parts: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] };

const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const bullet = /^\s*[-*+]\s+(.*)$/;
const numbered = /^\s*\d+[.)]\s+(.*)$/;

/** Reads a text into blocks. Any text is valid; what is not understood stays as it is. */
export function parse(text: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let list: { ordered: boolean; items: string[] } | undefined;

  const close = () => {
    if (paragraph.length) blocks.push({ kind: 'paragraph', parts: inline(paragraph.join(' ')) });
    if (list) blocks.push({ kind: 'list', ordered: list.ordered, items: list.items.map((i) => inline(i)) });
    paragraph = [];
    list = undefined;
  };

  for (const line of text.split(/\r?\n/)) {
    const h = heading.exec(line);
    const b = bullet.exec(line);
    const item = b ?? numbered.exec(line);
    if (!line.trim()) {
      close();
    } else if (h) {
      close();
      blocks.push({ kind: 'heading', level: (h[1] ?? '').length, parts: inline(h[2] ?? '') });
    } else if (item) {
      const ordered = !b;
      if (!list || list.ordered !== ordered) {
        close();
        list = { ordered, items: [] };
      }
      list.items.push(item[1] ?? '');
    } else if (list && /^\s/.test(line)) {
      list.items.push(`${list.items.pop() ?? ''} ${line.trim()}`);
    } else {
      if (list) close();
      paragraph.push(line.trim());
    }
  }
  close();
  return blocks;
}

// Alternatives, first that fits: an escaped sign, a link, bold, emphasis.
const mark =
  /\\([\\`*_[\]()#+\-.!>])|!?\[([^\]]*)\]\(\s*<?([^\s)>]*)>?[^)]*\)|(\*\*|__)(?=\S)(.+?\S|\S)\4(?!\*)|(?<![\p{L}\p{N}])_(?=\S)(.+?\S|\S)_(?![\p{L}\p{N}])|\*(?=\S)(.+?\S|\S)\*|`([^`]+)`/u;

/** Reads one line of text. */
export function inline(text: string): Inline[] {
  const out: Inline[] = [];
  const say = (t: string) => {
    const last = out.at(-1);
    if (!t) return;
    if (last?.kind === 'text') last.text += t;
    else out.push({ kind: 'text', text: t });
  };
  let rest = text;
  for (let m = mark.exec(rest); m; m = mark.exec(rest)) {
    say(rest.slice(0, m.index));
    const [all, escaped, label, address, , bold, low, star, code] = m;
    const soft = low ?? star;
    if (escaped !== undefined) say(escaped);
    else if (label !== undefined) say(address && address !== label ? `${label} (${address})` : label);
    else if (bold !== undefined) out.push({ kind: 'strong', parts: inline(bold) });
    else if (soft !== undefined) out.push({ kind: 'em', parts: inline(soft) });
    else say(code ?? '');
    rest = rest.slice(m.index + all.length);
  }
  say(rest);
  return out;
}
