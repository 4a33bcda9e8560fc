(function () {
  'use strict';
  // Runs before anything is painted: the theme must not flash, and no error may go unseen.
  const root = document.documentElement;
  const errors = [];
  root.dataset.errors = '';
  root.dataset.ready = 'false';
  function report(message) {
    errors.push(message);
    root.dataset.errors = errors.join('\n');
  }
  addEventListener('error', (event) => report(event.message || 'error'));
  addEventListener('unhandledrejection', (event) => report(String(event.reason)));
  document.addEventListener('securitypolicyviolation', (event) =>
    report('blocked ' + event.violatedDirective + ' ' + event.blockedURI));

  const asked = new URLSearchParams(location.search).get('theme');
  let kept = null;
  try {
    kept = localStorage.getItem('lanehouse-theme');
  } catch (denied) {
    // Without storage the choice lasts as long as the page.
  }
  const theme = asked || kept;
  if (theme === 'dark' || theme === 'light') {
    root.dataset.theme = theme;
  }
})();
