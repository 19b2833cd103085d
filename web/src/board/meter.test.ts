import { render } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import Meter from './Meter.svelte';

it('a number that is known as a word is empty at the lowest and full at the highest', () => {
  const filled = (at: number) => {
    const { container } = render(Meter, {
      gauge: { kind: 'steps', at, of: 4 },
      label: 'Harm',
      text: 'none known',
      strain: true,
    });
    const meter = container.querySelector('[role=meter]');
    expect(meter?.getAttribute('aria-valuenow')).toBe(String(at));
    expect(meter?.getAttribute('aria-valuemax')).toBe('3');
    const steps = [...container.querySelectorAll('svg > rect')];
    return `${steps.filter((s) => s.classList.contains('full')).length} of ${steps.length}`;
  };
  expect([0, 1, 3].map(filled)).toEqual(['0 of 3', '1 of 3', '3 of 3']);
});
