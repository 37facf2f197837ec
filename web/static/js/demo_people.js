// On the demonstration's log-in page a tap on a person fills in the form.
for (const row of document.querySelectorAll('[data-username]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...row.childNodes);
  row.append(button);
  button.addEventListener('click', () => {
    document.getElementById('id_username').value = row.dataset.username;
    document.getElementById('id_password').value = row.parentElement.dataset.demoPassword;
    document.querySelector('.login .btn-primary').focus();
  });
}
