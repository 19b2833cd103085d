import { mount } from 'svelte';
import '../style/tokens.css';
import '../style/base.css';
import Report from './Report.svelte';
import type { Page } from './summary';

// The numbers stand in the page itself: it asks nobody for anything.
const numbers = document.getElementById('numbers');
const target = document.getElementById('app');
if (numbers?.textContent && target) {
  const page = JSON.parse(numbers.textContent) as Page;
  document.documentElement.lang = page.lang;
  mount(Report, { target, props: { page } });
}
