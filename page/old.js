// Read by browsers that cannot read the page's modules: it says so in plain words, in place of a form that does nothing.
function tellOld() {
  if (document.documentElement.hasAttribute('data-ready')) return;
  var wrong = document.getElementById('wrong');
  wrong.textContent = '这个浏览器太旧，算不了。请换一个新的浏览器打开。This browser is too old; please use a newer one.';
  wrong.hidden = false;
}
if (!('noModule' in document.createElement('script')) || typeof WebAssembly !== 'object') tellOld();
window.addEventListener('error', function (event) { if (/SyntaxError/.test(event.message)) tellOld(); });
