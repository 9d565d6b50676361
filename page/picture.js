// A picture of the answer, for a long press: what the page shows, drawn on a canvas in its colours. Sentences and figures are the library's.
import { lang, t, word } from './words.js';

const WIDTH = 375, EDGE = 24, SCALE = 3, INSIDE = WIDTH - 2 * EDGE;

/** The letters of a text that stay together: an amount, a Latin word, or one Chinese letter with the mark behind it. */
const pieces = (text) => text.split('*').flatMap((part, i) => (i % 2 ? [[part, true]] : (part.match(/[\u2e80-\uffff][，。；：、）”]*|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? []).map((piece) => [piece, false])));

/** Draws from the top; the same again once it is known how high it is. */
function draw(pen, { glance, pays, heads, about, address }, colour, font) {
  let y = EDGE;
  const say = (text, { size, family = 'sans', weight = 400, fill = 'ink', strong = fill, room = 1.6 }) => {
    let x = EDGE;
    y += size * room;
    for (const [piece, isStrong] of pieces(text)) {
      pen.font = `${isStrong ? Math.max(weight, 600) : weight} ${size}px ${font(family)}`;
      const wide = pen.measureText(piece.trimEnd()).width;
      if (x > EDGE && x + wide > WIDTH - EDGE) { x = EDGE; y += size * room; }
      if (x === EDGE && !piece.trim()) continue;
      pen.fillStyle = colour(isStrong ? strong : fill);
      pen.fillText(piece, x, y - size * (room - 1) / 2);
      x += pen.measureText(piece).width;
    }
  };
  const rest = (height) => { y += height; };
  const box = (x, width, height, id) => {
    const [fill, stripe] = { yours: ['keep-fill'], kept: ['keep-soft', 'keep-fill'], income: ['pay-1'], dividend: ['pay-2', 'pay-1'], turnover: ['pay-3'], converting: ['edge'] }[id];
    pen.save();
    pen.beginPath(); pen.rect(x, y, width, height); pen.clip();
    pen.fillStyle = colour(fill); pen.fillRect(x, y, width, height);
    pen.strokeStyle = colour(stripe ?? fill); pen.lineWidth = 1.5;
    if (stripe) for (let at = x - height; at < x + width; at += 8) { pen.beginPath(); pen.moveTo(at, y + height); pen.lineTo(at + height, y); pen.stroke(); }
    pen.restore();
  };
  const tone = { better: 'keep', same: 'ink' }[glance.verdict.tone] ?? 'pay';
  const gap = lang === 'en' ? ' ' : '';
  say(t(glance.facts.eyebrow), { size: 13, fill: 'ink-2' });
  rest(6);
  say(t(glance.verdict.text), { size: 27, family: 'song', weight: 700, strong: tone, room: 1.4 });
  rest(10);
  say([...glance.lead, glance.kept].map(t).filter(Boolean).join(gap), { size: 15, room: 1.7 });
  if (pays.length) { rest(8); say(`*${word('pays')}* ${pays.map(t).join(gap)}`, { size: 15, room: 1.7 }); }
  const { division } = glance;
  if (division.drawn) {
    rest(16);
    say(t(division.title), { size: 17, family: 'song', weight: 700 });
    for (const bar of division.bars) {
      rest(6);
      say(`${t(bar.name)}  ${t(bar.taxes)}`, { size: 13, strong: 'pay' });
      rest(4);
      const sum = bar.parts.reduce((all, part) => all + Number(part.amount), 0) || 1;
      let x = EDGE;
      for (const part of bar.parts) { const width = (INSIDE * part.amount) / sum; box(x, Math.max(width - 1.5, 1), 34, part.id); x += width; }
      rest(34);
    }
    const line = (name, cells) => {
      pen.font = `400 12px ${font('sans')}`;
      pen.fillStyle = colour('ink-2');
      pen.fillText(name, EDGE + 20, y + 11);
      pen.textAlign = 'right';
      cells.forEach((cell, i) => pen.fillText(cell, WIDTH - EDGE - (cells.length - 1 - i) * 104, y + 11));
      pen.textAlign = 'left';
    };
    rest(10);
    line('', heads);
    rest(14);
    for (const [id, part] of new Map(division.bars.flatMap((bar) => bar.parts.map((part) => [part.id, part])))) {
      rest(8);
      box(EDGE, 12, 12, id);
      line(t(part.name), division.bars.map((bar) => t(bar.parts.find((other) => other.id === id)?.about)));
      rest(14);
    }
  }
  rest(18);
  pen.fillStyle = colour('line'); pen.fillRect(EDGE, y, INSIDE, 1);
  rest(6);
  say(t(glance.facts.brief).replaceAll('*', ''), { size: 13, fill: 'ink-2' });
  say(about, { size: 11, fill: 'ink-2' });
  if (address) say(address, { size: 11, fill: 'ink-2' });
  return y + EDGE;
}

/** The picture as the address of an image: a long press keeps such a one inside other apps too. */
export function picture(shown) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * SCALE;
  const height = Math.ceil(draw(canvas.getContext('2d'), shown, colour, colour));
  canvas.height = height * SCALE;
  const pen = canvas.getContext('2d');
  pen.scale(SCALE, SCALE);
  pen.fillStyle = colour('paper');
  pen.fillRect(0, 0, WIDTH, height);
  draw(pen, shown, colour, colour);
  return canvas.toDataURL('image/png');
}
