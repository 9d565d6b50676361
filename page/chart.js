// The curve: more or less than now over what is earned. Points, ticks, marks and words are the library's; here they are placed.
import { $, put } from './dom.js';
import { t, word } from './words.js';

const NS = 'http://www.w3.org/2000/svg';
function shape(name, attributes, text) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text != null) node.textContent = text;
  return node;
}
// About how wide a label is: what stands in a picture cannot be asked before it is drawn.
const wide = (text) => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 13 : 7.4), 0);
const DASHES = ['2 4', '7 4', '1 3'];

/** Draws it; `move` is told an amount in yuan that is tried. */
export function chart(curve, point, move) {
  const box = $('#chart');
  const width = Math.max(288, box.clientWidth), phone = width < 560, height = phone ? 300 : 360;
  const room = { left: phone ? 52 : 68, right: phone ? 12 : 92, top: 28, bottom: 48 };
  const [from, to] = [Number(curve.from), Number(curve.to)];
  const [low, high] = [Number(curve.low), Number(curve.high)];
  const margin = (high - low || 1) * 0.08;
  const x = (at) => room.left + ((width - room.left - room.right) * (at - from)) / (to - from || 1);
  const y = (at) => room.top + ((height - room.top - room.bottom) * (high + margin - at)) / (high - low + 2 * margin || 1);
  const [x0, x1, zero] = [x(from), x(to), y(0)];
  const svg = shape('svg', { viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-labelledby': 'h-chart' });
  const draw = (name, attributes, text) => svg.append(shape(name, attributes, text));
  draw('rect', { class: 'up', x: x0, y: room.top, width: x1 - x0, height: Math.max(0, zero - room.top) });
  draw('rect', { class: 'down', x: x0, y: zero, width: x1 - x0, height: Math.max(0, height - room.bottom - zero) });
  for (const tick of curve.y) {
    draw('line', { class: 'axis', x1: x0, x2: x1, y1: y(tick.at), y2: y(tick.at) });
    draw('text', { x: room.left - 8, y: y(tick.at) + 4, 'text-anchor': 'end' }, t(tick.text));
  }
  draw('text', { x: 4, y: 14 }, t(curve.unit));
  let free = 0;
  for (const tick of curve.x) {
    const [at, half] = [x(tick.at), wide(t(tick.text)) / 2];
    if (at - half < free || at + half > width) continue;
    free = at + half + 10;
    draw('text', { x: at, y: height - room.bottom + 20, 'text-anchor': 'middle' }, t(tick.text));
  }
  draw('text', { x: (x0 + x1) / 2, y: height - 6, 'text-anchor': 'middle' }, t(curve.axis));
  draw('line', { class: 'zero', x1: x0, x2: x1, y1: zero, y2: zero });
  if (zero - room.top > 40) draw('text', { class: 't-up', x: x0 + 10, y: room.top + 20 }, word('up'));
  if (height - room.bottom - zero > 40) draw('text', { class: 't-down', x: x0 + 10, y: height - room.bottom - 10 }, word('down'));
  const taken = [];
  [...curve.lines].reverse().forEach((line, i) => {
    const own = i === curve.lines.length - 1;
    const path = line.points.map(([a, b], j) => `${j ? 'L' : 'M'}${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join('');
    draw('path', { d: path, class: own ? 'own' : 'faint', ...(own ? {} : { 'stroke-dasharray': DASHES[i % DASHES.length] }) });
    const [, end] = line.points.at(-1) ?? [0, 0];
    if (!phone && line.points.length) {
      let at = y(end) + 4;
      while (taken.some((other) => Math.abs(other - at) < 16)) at += 4;
      taken.push(at);
      draw('text', { x: x1 + 8, y: at, class: own ? 'strong' : '' }, t(line.name));
    }
  });
  for (const mark of curve.marks) {
    const at = x(mark.at), right = at > x1 - 130;
    draw('line', { class: 'zero', 'stroke-dasharray': '3 3', x1: at, x2: at, y1: zero, y2: height - room.bottom });
    draw('circle', { class: 'mark', cx: at, cy: zero, r: 5 });
    draw('text', { class: 'strong halo', x: at + (right ? -8 : 8), y: zero + 20, 'text-anchor': right ? 'end' : 'start' }, t(mark.text));
  }
  const [kx, ky] = [x(Math.min(Math.max(point.earned, from), to)), y(Math.min(Math.max(point.gain, low), high))];
  const knob = shape('g', {
    class: 'knob', tabindex: 0, role: 'slider', 'aria-label': t(curve.axis), 'aria-valuemin': from, 'aria-valuemax': to, 'aria-valuenow': point.earned, 'aria-valuetext': t(point.text),
  });
  knob.append(shape('circle', { class: 'hit', cx: kx, cy: ky, r: 24 }), shape('circle', { class: 'ring', cx: kx, cy: ky, r: 16 }), shape('circle', { class: 'dot', cx: kx, cy: ky, r: 9 }));
  const half = wide(t(point.text)) / 2;
  const middle = Math.min(Math.max(kx, x0 + half + 4), Math.max(x1 - half, x0 + half + 4));
  draw('text', { class: 'strong halo', x: middle, y: ky - 20 < room.top ? ky + 34 : ky - 18, 'text-anchor': 'middle' }, t(point.text));
  svg.append(knob);
  const held = document.activeElement?.classList.contains('knob');
  put(box, svg);
  if (held) knob.focus({ preventScroll: true });
  const step = Number(curve.step);
  const go = (value) => move(String(Math.round(Math.min(Math.max(value, from), to) / step) * step));
  const at = (clientX) => {
    const seen = box.getBoundingClientRect();
    return from + (((clientX - seen.left) / seen.width) * width - room.left) / (width - room.left - room.right) * (to - from);
  };
  box.onpointerdown = (event) => {
    const seen = box.getBoundingClientRect();
    if (Math.abs(((event.clientX - seen.left) / seen.width) * width - kx) > 40) return;
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    box.onpointermove = (moved) => go(at(moved.clientX));
    box.onpointerup = box.onpointercancel = () => { box.onpointermove = null; };
  };
  knob.onkeydown = (event) => {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    const value = event.key === 'Home' ? from : event.key === 'End' ? to : steps && Number(point.earned) + steps * step;
    if (value == null) return;
    event.preventDefault();
    go(value);
  };
}
