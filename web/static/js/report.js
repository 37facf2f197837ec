// Recent places fill the place by a tap, and a long list of units gets a search. Without this file
// the place proposes them itself and the list is scrolled.

const MANY = 12;                          // units; fewer are seen at a glance

function start() {
  for (const pills of document.querySelectorAll('[data-fills][hidden]')) {
    const input = document.getElementById(pills.dataset.fills);
    pills.hidden = false;
    input.removeAttribute('list');                          // the pills say the same
    pills.addEventListener('click', (event) => {
      const pill = event.target.closest('button');
      if (pill) input.value = pill.textContent.trim();
    });
  }

  for (const select of document.querySelectorAll('select[data-search]')) {
    if (select.options.length > MANY && !select.previousElementSibling?.matches('[type=search]')) addSearch(select);
  }
}

function addSearch(select) {
  const options = [...select.querySelectorAll('option')];
  const search = document.createElement('input');
  Object.assign(search, { type: 'search', className: 'form-control mb-2', placeholder: select.dataset.search });
  search.setAttribute('aria-label', select.dataset.search);
  search.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault(); });
  search.addEventListener('input', () => {
    const wanted = search.value.trim().toLowerCase();
    const fits = options.filter((option) => option.value && option.text.toLowerCase().includes(wanted));
    for (const option of options) option.hidden = wanted !== '' && !fits.includes(option);
    if (wanted && fits.length) select.value = fits[0].value;
  });
  select.before(search);
}

document.addEventListener('htmx:afterSettle', start);     // the form came back with something marked
start();
