// ../ft/dist/src/core/failure.js
var Failure = class extends Error {
  code;
  hint;
  constructor(code, message, options = {}) {
    super(message, { cause: options.cause });
    this.name = "Failure";
    this.code = code;
    this.hint = options.hint;
  }
};

export {
  Failure
};
