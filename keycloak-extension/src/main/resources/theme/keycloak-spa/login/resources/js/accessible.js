// What some of Keycloak's own pages leave out for people without a mouse or without sight.

// Setting up one-time codes, and the person who is known already: labels that name no field, or another.
for (const field of document.querySelectorAll('#totp, #userLabel, #kc-attempted-username')) {
  const label = field.closest('.pf-v5-c-form__group')?.querySelector('label');
  if (label) {
    label.htmlFor = field.id;
  }
}

// Several devices for one-time codes: each is a box that only a mouse can choose, and only a colour says which.
const devices = [...document.querySelectorAll('[id^="kc-otp-credential-"]')];
const markChosen = () => {
  for (const device of devices) {
    device.setAttribute('aria-pressed', String(device.classList.contains('pf-m-selected')));
  }
};
for (const device of devices) {
  device.setAttribute('role', 'button');
  device.tabIndex = 0;
  device.addEventListener('click', markChosen);
}
markChosen();

// Confirming a sign-out: its button has a place of its own in the order of keys, before everything else.
for (const part of document.querySelectorAll('[tabindex]')) {
  if (part.tabIndex > 0) {
    part.tabIndex = 0;
  }
}

// Consent: the app's logo stands beside its name, and has no text.
for (const logo of document.querySelectorAll('#kc-page-title img:not([alt])')) {
  logo.alt = '';
}

// Those devices, and the ways to sign in: a box that says it is a button takes the keys of one.
document.addEventListener('keydown', (event) => {
  if (event.target.matches('div[role="button"]') && (event.key === 'Enter' || event.key === ' ')) {
    event.preventDefault();
    event.target.click();
  }
});
