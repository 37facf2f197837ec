// What of the page as it stands now somebody cannot read, hear or hit: a sentence for each fault.
// `computedName` and `computedRole` are what a screen reader is told (Chromium, behind a switch).
() => {
  const PRESSED = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const AIM = 24;                           // px, WCAG 2.2, 2.5.8
  const faults = new Set();
  // What still changes its colour is looked at when it has done so: Django's own pages take their time.
  for (const motion of document.getAnimations()) if (motion.effect.getComputedTiming().endTime < Infinity) motion.finish();
  const said = (text) => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  const isHidden = (element) => !element.checkVisibility({ opacityProperty: false, visibilityProperty: true });
  const isClipped = (box) => box.width <= 1.5 || box.height <= 1.5;
  const named = (element) => `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''}.${[...element.classList].join('.')} “${element.textContent.trim().replace(/\s+/g, ' ').slice(0, 30)}”`;

  // What of an element is seen, piece by piece: without what only a screen reader is told, and what
  // it is not told.
  function seen(element) {
    return [...element.childNodes].flatMap((node) => {
      if (node.nodeType === Node.TEXT_NODE) return [node.data];
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches('[aria-hidden=true], .visually-hidden, option, script, template, textarea')) return [];
      return isHidden(node) || isClipped(node.getBoundingClientRect()) ? [] : seen(node);
    });
  }

  const piecesOf = (element) => (element.labels?.length ? [...element.labels].flatMap(seen) : seen(element));

  for (const element of document.querySelectorAll(PRESSED)) {
    if (isHidden(element) || element.closest('[aria-hidden=true]') || element.disabled) continue;
    const name = said(element.computedName ?? '');
    if (!name) faults.add(`no name: ${named(element)}`);
    if (!name || element.tagName === 'SELECT') continue;
    const unsaid = piecesOf(element).map(said).filter((piece) => piece && !name.includes(piece));
    if (unsaid.length) faults.add(`“${unsaid.join(' ')}” is called “${name}”: ${named(element)}`);
  }

  for (const table of document.querySelectorAll('[role=table], table')) {
    const heading = table.querySelector('h1, h2, h3, h4, h5, h6');
    if (heading) faults.add(`a heading in a table: ${named(heading)}`);
  }

  // --- Targets ------------------------------------------------------------------------------------

  const ofTarget = (element) => [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect()).filter((box) => !isClipped(box));
  const largest = (boxes) => boxes.reduce((best, box) => (box.width * box.height > best.width * best.height ? box : best));
  // A link in the middle of a sentence is as high as its line.
  const isInSentence = (element) => getComputedStyle(element).display === 'inline'
    && [...element.parentNode.childNodes].some((node) => node !== element && node.nodeType === Node.TEXT_NODE && node.data.trim());
  const targets = [...document.querySelectorAll(PRESSED)]
    .filter((element) => !isHidden(element) && !element.disabled && !isInSentence(element))
    .map((element) => ({ element, boxes: ofTarget(element) }))
    .filter(({ boxes }) => boxes.length)
    .map(({ element, boxes }) => ({ element, box: largest(boxes) }));
  const centre = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  const gap = (one, other) => {
    const [x, y] = centre(one);
    const dx = Math.max(other.left - x, 0, x - other.right);
    const dy = Math.max(other.top - y, 0, y - other.bottom);
    return Math.hypot(dx, dy);
  };
  for (const { element, box } of targets) {
    if (box.width >= AIM - 0.5 && box.height >= AIM - 0.5) continue;
    const tooNear = targets.find((other) => other.element !== element && !other.element.contains(element) && !element.contains(other.element) && gap(box, other.box) < AIM / 2);
    const small = `${Math.round(box.width)}×${Math.round(box.height)}`;
    if (tooNear || Math.min(box.width, box.height) < AIM - 0.5) faults.add(`${small} to hit: ${named(element)}`);
  }

  // --- Contrast -----------------------------------------------------------------------------------

  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  function rgba(colour) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  }
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
  const light = (c) => { const s = c / 255; return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; };
  const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);

  function behind(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (/url\(|gradient/.test(style.backgroundImage) && at !== element) return null;   // a picture
      const colour = rgba(style.backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
      // Laid over something else: what is under it cannot be told from its ancestors.
      if (['fixed', 'absolute'].includes(style.position) && colour[3] === 0 && at.closest('.shot, .iconbtn')) return null;
    }
    const canvas = document.documentElement.dataset.bsTheme === 'dark' ? [0, 0, 0] : [255, 255, 255];
    return layers.reverse().reduce((under, layer) => over(layer, under), canvas);
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const done = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || done.has(element)) continue;
    done.add(element);
    if (isHidden(element) || element.closest('option, script, style, template, .visually-hidden, [disabled], .dot, dialog:not([open])')) continue;
    if (isClipped(element.getBoundingClientRect())) continue;
    const style = getComputedStyle(element);
    const ground = behind(element);
    if (!ground) continue;
    const ink = over(rgba(style.color), ground);
    const [high, low] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5) - 0.01) faults.add(`contrast ${ratio.toFixed(2)}: ${named(element)}`);
  }
  return [...faults];
}
