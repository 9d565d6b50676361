// Small helpers. Text is set as text, never as markup.
export const $ = (selector) => document.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

/** An element with attributes and children. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'value') node.value = value;
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== ''));
  return node;
}

/** Text in which what stands between asterisks stands out. */
export const rich = (text) => text.split('*').map((part, i) => (i % 2 ? el('em', {}, part) : part));

export const put = (node, ...children) => node.replaceChildren(...children.flat().filter((child) => child != null));

/** Hands a file to the person. */
export function download(name, type, content) {
  const link = el('a', { href: URL.createObjectURL(new Blob([content].flat(), { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
