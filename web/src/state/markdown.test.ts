// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { inline, parse, type Inline } from './markdown';

const plain = (parts: Inline[]): string =>
  parts.map((p) => (p.kind === 'text' ? p.text : plain(p.parts))).join('');

describe('blocks', () => {
  it('are headings, paragraphs and lists', () => {
    const blocks = parse('# Title\nFirst line\nsecond line\n\n- one\n- two\n  goes on\n\n1. a\n2) b\nAfter');
    expect(blocks.map((b) => b.kind)).toEqual(['heading', 'paragraph', 'list', 'list', 'paragraph']);
    expect(blocks[0]).toMatchObject({ level: 1 });
    expect(blocks[1]?.kind === 'paragraph' && plain(blocks[1].parts)).toBe('First line second line');
    expect(blocks[2]?.kind === 'list' && blocks[2].items.map(plain)).toEqual(['one', 'two goes on']);
    expect(blocks[3]).toMatchObject({ ordered: true });
  });

  it('of nothing are none, and a lone number sign is text', () => {
    expect(parse('')).toEqual([]);
    expect(parse('\n \n')).toEqual([]);
    expect(parse('#tag')).toEqual([{ kind: 'paragraph', parts: [{ kind: 'text', text: '#tag' }] }]);
  });
});

describe('inline text', () => {
  const cases: [string, string, Inline[]][] = [
    [
      'bold and emphasis',
      '**a** and *b* and _c_',
      [
        { kind: 'strong', parts: [{ kind: 'text', text: 'a' }] },
        { kind: 'text', text: ' and ' },
        { kind: 'em', parts: [{ kind: 'text', text: 'b' }] },
        { kind: 'text', text: ' and ' },
        { kind: 'em', parts: [{ kind: 'text', text: 'c' }] },
      ],
    ],
    [
      'emphasis inside bold',
      '**a *b***',
      [
        {
          kind: 'strong',
          parts: [
            { kind: 'text', text: 'a ' },
            { kind: 'em', parts: [{ kind: 'text', text: 'b' }] },
          ],
        },
      ],
    ],
    [
      'a link as text',
      'see [the note](https://x.example/n "t")',
      [{ kind: 'text', text: 'see the note (https://x.example/n)' }],
    ],
    ['an escaped star', '\\*not\\*', [{ kind: 'text', text: '*not*' }]],
    ['code as text', 'run `a*b*c`', [{ kind: 'text', text: 'run a*b*c' }]],
    ['an underscore inside a word', 'at_risk_now', [{ kind: 'text', text: 'at_risk_now' }]],
    ['a lone star', '2 * 3 = 6', [{ kind: 'text', text: '2 * 3 = 6' }]],
    [
      'markup of a page, as it stands',
      '<img src=x onerror=alert(1)>',
      [{ kind: 'text', text: '<img src=x onerror=alert(1)>' }],
    ],
    [
      'a script address, as text',
      '[go](javascript:alert(1))',
      [{ kind: 'text', text: 'go (javascript:alert(1)' + '))'.slice(1) }],
    ],
  ];
  it.each(cases)('keeps %s', (_, text, want) => {
    expect(inline(text)).toEqual(want);
  });

  it('loses no letter of a text without marks, and ends on any text', () => {
    for (const text of [
      '',
      'a',
      '**',
      '***',
      '*a',
      '[',
      '[a](',
      '_',
      '`',
      '\\',
      '** **',
      '*'.repeat(500),
      '['.repeat(500),
    ])
      expect(typeof plain(inline(text))).toBe('string');
    const words = 'À 17 h 40, l’hôpital s’arrête : « plus d’écran ».';
    expect(plain(inline(words))).toBe(words);
  });
});
