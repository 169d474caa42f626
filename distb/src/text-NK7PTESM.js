import {
  displayWidth,
  firstLine,
  harmless,
  oneLine,
  quoted,
  truncate
} from "./chunk-QYHLQT45.js";
export {
  displayWidth,
  firstLine,
  harmless,
  oneLine,
  quoted,
  truncate
};
