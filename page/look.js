// How a page beside the calculator looks: as the person chose there.
import { speak } from './words.js';

const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

export function look() {
  document.documentElement.dataset.theme = stored('huiqi-theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  document.documentElement.dataset.size = stored('huiqi-size') ?? '';
  speak(new URLSearchParams(location.search).get('lang') ?? stored('huiqi-lang') ?? 'zh');
}
