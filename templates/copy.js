// Wake the buttons that copy the text of the element they name. Nothing is stored, nothing is sent.
(function () {
  "use strict";
  var status = document.querySelector("[role=status]");
  function selected(element) {
    var range = document.createRange(), selection = window.getSelection();
    range.selectNodeContents(element);
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  }
  function tell(button, done) {
    if (status) { status.textContent = done ? button.getAttribute("data-done") : button.getAttribute("data-failed"); }
  }
  Array.prototype.forEach.call(document.querySelectorAll("button[data-copy]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var element = document.getElementById(button.getAttribute("data-copy"));
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(element.innerText).then(
          function () { tell(button, true); },
          function () { tell(button, selected(element)); }
        );
      } else {
        tell(button, selected(element));
      }
    });
  });
}());
