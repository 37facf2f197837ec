// A form whose answer never came keeps what was typed and says why; one that was open for too long
// is renewed where it stands. The words: templates/partials/trouble.html.

/** A fresh token for every form of this page; false where the person has to log in first. */
export async function renewed() {
  try {
    const page = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await page.text(), 'text/html');
    if (page.redirected || !page.ok) return false;
    const token = fresh.querySelector('[name=csrfmiddlewaretoken]').value;
    for (const input of document.querySelectorAll('[name=csrfmiddlewaretoken]')) input.value = token;
    document.body.setAttribute('hx-headers', JSON.stringify({ 'X-CSRFToken': token }));
    return true;
  } catch {
    return false;
  }
}

function tell(form, trouble) {
  form.querySelector('.trouble')?.remove();
  const words = document.querySelector(`template[data-trouble="${trouble}"]`).content.cloneNode(true);
  const press = form.querySelector(':scope > [type=submit]');
  if (press) press.before(words);
  else form.append(words);
  const line = form.querySelector('.trouble');
  line.focus({ preventScroll: true });
  line.scrollIntoView({ block: 'center' });
}

async function again(form) {
  if (form.dataset.renewed || !await renewed()) return void tell(form, 'login');
  form.dataset.renewed = 'yes';                           // once: a second refusal is a real one
  form.requestSubmit();
}

const formOf = (event) => event.detail.requestConfig.elt.closest('form');
const isExpired = (answer) => answer.status === 403 && !answer.responseText.includes('id="hazard"');

document.addEventListener('htmx:sendError', (event) => { tell(formOf(event), 'network'); });
document.addEventListener('htmx:responseError', (event) => {
  if (event.detail.xhr.status === 401) again(formOf(event));
  const { status } = event.detail.xhr;
  const isBusy = status === 503 || status === 429;        // over by itself in a while
  if ((status < 500 && !isBusy) || !formOf(event)) return;
  tell(formOf(event), isBusy ? 'away' : 'failed');
});
document.addEventListener('htmx:beforeSwap', (event) => {
  if (!isExpired(event.detail.xhr)) return;
  event.detail.shouldSwap = false;
  again(formOf(event));
});
