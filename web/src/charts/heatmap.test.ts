import { render } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import HeatMap from './HeatMap.svelte';

// The test page has no widths: the map is drawn as on a screen of 760 px.
beforeEach(() =>
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  ),
);

it('words over narrow columns stand upright, so that the last is not cut off', () => {
  const turns = (columns: number) => {
    const across = Array.from({ length: columns }, (_, i) => `suspicious_tit_for_tat_${i}`);
    const { container } = render(HeatMap, {
      cells: [across.map((_, i) => i)],
      down: ['row'],
      across,
      label: 'points',
      number: String,
    });
    const texts = [...container.querySelectorAll('text[transform]')].map((t) => t.getAttribute('transform'));
    expect(texts.length).toBe(columns);
    return new Set(texts.map((t) => /rotate\((-?\d+)\)/.exec(t ?? '')?.[1]));
  };
  expect(turns(4)).toEqual(new Set(['-40']));
  expect(turns(24)).toEqual(new Set(['-90']));
});
