// A photo is enlarged above the page it stands on, so that no form is left for it. Without this
// file, and in a browser without dialogs, the large picture opens on a tab of its own.
const dialog = document.getElementById('enlarged');
const image = dialog.querySelector('img');

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-enlarge][href]');
  if (!link || !dialog.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  image.src = link.href;
  image.alt = link.querySelector('img').alt;
  dialog.showModal();
});

// Anywhere on the picture, beside it or on the cross; Escape closes a dialog by itself.
dialog.addEventListener('click', () => { dialog.close(); });
dialog.addEventListener('close', () => { image.removeAttribute('src'); });
