// The button that prints the page it stands on; without this, the browser's own menu does.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
