// ‹ leads to the list one came from, also after forms in between: each tab remembers the last list it
// showed, filtered as it was left. Without this file the browser's own word for where it was decides.
const KEPT = 'list';
const heading = document.body.dataset.list;

if (heading) {
  const keep = () => sessionStorage.setItem(KEPT, JSON.stringify({ url: location.pathname + location.search, heading }));
  window.addEventListener('pagehide', keep);                // filters change the address meanwhile
  keep();
} else {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
  for (const link of kept ? document.querySelectorAll('a[data-back="list"]') : []) {
    link.setAttribute('href', kept.url);
    if (link.dataset.says === 'heading') link.textContent = kept.heading;
  }
}
