// For each frame: elements wider than their box or the page, texts that cannot be seen, texts too faint to read, pictures
// without a name, and what axe-core objects to. Contrast as in WCAG 2.
function luminance(c) {
  const part = c.slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
}
function rgba(text) {
  const numbers = (text.match(/[\d.]+/g) || []).map(Number);
  return numbers.length === 3 ? [...numbers, 1] : numbers;
}
function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}
function measure(frame) {
  const page = frame.contentDocument, view = frame.contentWindow;
  const width = page.documentElement.clientWidth;
  const found = { width, height: page.documentElement.scrollHeight, texts: 0, overflowing: [], hidden: [], faint: [], unnamed: [] };
  const skip = element => element.closest(".skip, head, style, title, desc");
  const name = element => element.tagName + ": " + element.textContent.trim().slice(0, 60);
  const clipped = element => element.closest("thead") && view.getComputedStyle(element.closest("thead")).position === "absolute";
  for (const element of page.body.querySelectorAll("*")) {
    if (skip(element) || clipped(element)) continue;
    const box = element.getBoundingClientRect();
    const html = element instanceof view.HTMLElement;
    const inline = view.getComputedStyle(element).display === "inline";
    if (box.right > width + 1 || box.left < -1 || (html && !inline && element.scrollWidth > element.clientWidth + 1)) found.overflowing.push(name(element));
    if (element.getAttribute("role") === "img") {
      const ids = (element.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean);
      if (ids.length !== 2 || !ids.every(id => page.querySelectorAll("#" + id).length === 1 && page.getElementById(id).textContent.trim())) found.unnamed.push(name(element));
    }
  }
  const walk = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode, element = text.parentElement;
    if (!text.data.trim() || skip(element) || clipped(element)) continue;
    found.texts += 1;
    const range = page.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect(), style = view.getComputedStyle(element);
    const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 0 && box.height > 0;
    if (!seen) { found.hidden.push(name(element)); continue; }
    if (parseFloat(style.fontSize) < 10) found.faint.push("small " + name(element));
    const ink = rgba(element instanceof view.SVGElement ? style.fill : style.color);
    let ground = [255, 255, 255];
    for (let up = element; up; up = up.parentElement) {
      const colour = rgba(view.getComputedStyle(up).backgroundColor);
      if (colour[3] > 0) { ground = colour; break; }
    }
    if (contrast(ink, ground) < 4.5) found.faint.push(name(element));
  }
  return found;
}
async function violations(frame) {
  const script = frame.contentDocument.createElement("script");
  script.textContent = document.getElementById("axe").textContent;
  frame.contentDocument.head.append(script);
  const result = await frame.contentWindow.axe.run(frame.contentDocument, { resultTypes: ["violations"] });
  return result.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html.slice(0, 160)}`));
}
addEventListener("load", async () => {
  const found = [];
  for (const frame of document.querySelectorAll("iframe")) found.push({ ...measure(frame), violations: await violations(frame) });
  document.getElementById("found").textContent = JSON.stringify(found);
});
