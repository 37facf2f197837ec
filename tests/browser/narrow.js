// What does not fit into the width of the window: the page itself, and what is cut off at its edge
// without anything that could be scrolled to reach it.
() => {
  const faults = [];
  const width = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - width;
  if (over > 0) faults.push(`${over} px wider than the window`);
  const scrolls = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  for (const element of document.querySelectorAll('main *, .topbar *, .pagehead *, .actionbar *, .bottombar *')) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('.visually-hidden, dialog, svg, details:not([open]) > :not(summary)')) continue;
    const box = element.getBoundingClientRect();
    if (box.width <= 1.5 || box.height <= 1.5 || box.right <= width + 1 || scrolls(element)) continue;
    faults.push(`cut off by ${Math.round(box.right - width)} px: ${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${element.textContent.trim().slice(0, 24)}”`);
    if (faults.length > 8) break;
  }
  return faults;
}
